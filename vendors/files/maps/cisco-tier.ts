import type { FileMap } from '../mapping/file-map.ts';
import { MEMBERSHIP_COLUMNS, needed, optional } from './columns.ts';

/** Designations of Cisco 360, a row for each portfolio [cisco 12]. The Partner Value Index stays in the payload. */
export const ciscoTier: FileMap = {
  vendor: 'cisco',
  area: 'TIER',
  tellsAlso: ['MEMBERSHIP'],
  support: 'FULL',
  kind: 'membership',
  program: 'cisco-360',
  columns: {
    ...MEMBERSHIP_COLUMNS,
    portfolio: needed('text', 'Portfolio'),
    // Empty where no designation has been reached.
    tier: optional('text', 'Designation', 'Level'),
  },
};
