import type { FileMap } from '../mapping/file-map.ts';
import { MEMBERSHIP_COLUMNS, needed } from './columns.ts';

/** The program status of Dell's partner portal: tier and competencies [dell 6]. */
export const dellMembership: FileMap = {
  vendor: 'dell',
  area: 'MEMBERSHIP',
  tellsAlso: ['TIER'],
  support: 'FULL',
  kind: 'membership',
  program: 'partner-program',
  columns: {
    ...MEMBERSHIP_COLUMNS,
    tier: needed('text', 'Program tier', 'Tier', 'Metal tier', 'Partner tier'),
  },
};
