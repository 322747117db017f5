import type { FileMap } from '../mapping/file-map.ts';
import { MEMBERSHIP_COLUMNS, needed } from './columns.ts';

/** Partner Central's page on the partner's own standing, as an export: no API tells the tier. */
export const awsTier: FileMap = {
  vendor: 'aws',
  area: 'TIER',
  support: 'FULL',
  kind: 'membership',
  program: 'apn',
  columns: {
    ...MEMBERSHIP_COLUMNS,
    tier: needed('text', 'Partner tier', 'Tier', 'Services path tier', 'APN tier'),
  },
  words: {
    tier: {
      'Select Tier Services': 'Select',
      'Select Tier': 'Select',
      'Advanced Tier Services': 'Advanced',
      'Advanced Tier': 'Advanced',
      'Premier Tier Services': 'Premier',
      'Premier Tier': 'Premier',
    },
  },
};
