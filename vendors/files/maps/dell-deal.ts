import type { FileMap } from '../mapping/file-map.ts';
import { DEAL_COLUMNS, needed } from './columns.ts';

/** Deal registrations of Dell's partner portal: one deal and one end user each [dell 4]. Status words are not published. */
export const dellDeal: FileMap = {
  vendor: 'dell',
  area: 'DEAL',
  support: 'FULL',
  kind: 'deal',
  program: 'partner-program',
  columns: {
    id: needed('text', 'Deal registration ID', 'Deal ID', 'Registration number', 'Deal reg ID'),
    ...DEAL_COLUMNS,
  },
};
