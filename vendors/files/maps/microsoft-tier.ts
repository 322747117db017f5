import type { FileMap } from '../mapping/file-map.ts';
import { MEMBERSHIP_COLUMNS, needed } from './columns.ts';

/** The Solutions Partner page of Partner Center, a row for each designation. Its score stays in the payload. */
export const microsoftTier: FileMap = {
  vendor: 'microsoft',
  area: 'TIER',
  support: 'FULL',
  kind: 'membership',
  program: 'ai-cloud-partner-program',
  columns: {
    ...MEMBERSHIP_COLUMNS,
    portfolio: needed('text', 'Designation', 'Solutions Partner designation', 'Solution area'),
    held: needed('text', 'Status', 'Designation status', 'Attained'),
  },
  words: {
    portfolio: {
      'Data & AI': 'Data & AI (Azure)',
      'Solutions Partner for Data & AI': 'Data & AI (Azure)',
      'Digital & App Innovation': 'Digital & App Innovation (Azure)',
      'Solutions Partner for Digital & App Innovation': 'Digital & App Innovation (Azure)',
      Infrastructure: 'Infrastructure (Azure)',
      'Solutions Partner for Infrastructure': 'Infrastructure (Azure)',
    },
  },
};
