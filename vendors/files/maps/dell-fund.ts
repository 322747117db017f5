import type { FileMap } from '../mapping/file-map.ts';
import { FUND_COLUMNS, needed } from './columns.ts';

/**
 * Requests for Dell's development funds: planned, approved beforehand, carried out, claimed with proof [dell 5]. The fund
 * is a line of the statement that the map of benefits reads.
 */
export const dellFund: FileMap = {
  vendor: 'dell',
  area: 'FUND',
  support: 'FULL',
  kind: 'fundRequest',
  program: null,
  columns: {
    id: needed('text', 'Request ID', 'Request number', 'MDF request', 'Claim ID'),
    ...FUND_COLUMNS,
    fund: needed('text', 'Fund ID', 'Statement line', 'Fund'),
  },
};
