import type { FileMap } from '../mapping/file-map.ts';
import { MEMBERSHIP_COLUMNS, needed } from './columns.ts';

/** The page on program requirements of IBM's partner portal, which compares the level held and the one expected [ibm 7]. */
export const ibmMembership: FileMap = {
  vendor: 'ibm',
  area: 'MEMBERSHIP',
  tellsAlso: ['TIER'],
  support: 'FULL',
  kind: 'membership',
  program: 'partner-plus',
  columns: {
    ...MEMBERSHIP_COLUMNS,
    tier: needed('text', 'Current level', 'Level', 'Partner Plus level', 'Tier'),
  },
};
