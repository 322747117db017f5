import type { FileMap } from '../mapping/file-map.ts';
import { DEAL_COLUMNS, needed, optional } from './columns.ts';

/**
 * Opportunities registered in IBM's partner portal. The words for their status today are not published; the two of about
 * 2011 are, and stand below [ibm 7].
 */
export const ibmDeal: FileMap = {
  vendor: 'ibm',
  area: 'DEAL',
  support: 'FULL',
  kind: 'deal',
  program: 'partner-plus',
  columns: {
    id: needed('text', 'Opportunity number', 'Opportunity ID', 'Registration number'),
    ...DEAL_COLUMNS,
    customer: needed('text', 'Client name', 'Client', 'Customer', 'End customer'),
    name: optional('text', 'Opportunity name', 'Opportunity', 'Description'),
  },
  words: {
    status: { Draft: 'DRAFT', 'Submitted for Eligibility': 'SUBMITTED' },
  },
};
