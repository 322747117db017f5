import type { FileMap } from '../mapping/file-map.ts';
import { FUND_COLUMNS, needed } from './columns.ts';

/** Requests for co-marketing and business development money of Partner Plus, followed in its portal [ibm 7]. */
export const ibmFund: FileMap = {
  vendor: 'ibm',
  area: 'FUND',
  support: 'FULL',
  kind: 'fundRequest',
  program: null,
  columns: {
    id: needed('text', 'Request number', 'Request ID', 'Claim number'),
    ...FUND_COLUMNS,
    fund: needed('text', 'Benefit ID', 'Incentive ID', 'Fund ID'),
  },
};
