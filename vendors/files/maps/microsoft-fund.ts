import type { FileMap } from '../mapping/file-map.ts';
import { FUND_COLUMNS, needed, optional } from './columns.ts';

/**
 * Claims on co-op funds: what was spent is claimed, nothing is asked for beforehand. The words are the portal's own, and
 * an approved claim is one that will be paid within 45 working days [program-rules 5].
 */
export const microsoftFund: FileMap = {
  vendor: 'microsoft',
  area: 'FUND',
  support: 'FULL',
  kind: 'fundRequest',
  program: null,
  columns: {
    id: needed('text', 'Claim ID', 'Claim number'),
    ...FUND_COLUMNS,
    fund: needed('text', 'Benefit ID', 'Fund ID', 'Usage period ID'),
    claimed: optional('number', 'Claim amount', 'Claimed amount', 'Claimed'),
    status: optional('text', 'Claim status', 'Status'),
  },
  words: {
    status: {
      Editing: 'AVAILABLE',
      Submitted: 'CLAIMED',
      'Under review': 'CLAIMED',
      'Action required': 'ACTION_REQUIRED',
      Approved: 'CLAIMED',
      Paid: 'PAID',
      Rejected: 'REJECTED',
    },
  },
};
