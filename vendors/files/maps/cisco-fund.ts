import type { FileMap } from '../mapping/file-map.ts';
import { BENEFIT_COLUMNS, needed } from './columns.ts';

/**
 * Statements of Cisco's market development funds, a row for each fund, as benefits: the report on rebates has none, so
 * that a request for funds would belong to nothing that is known [program-rules 2].
 */
export const ciscoFund: FileMap = {
  vendor: 'cisco',
  area: 'FUND',
  support: 'PARTIAL',
  kind: 'benefit',
  program: null,
  columns: {
    id: needed('text', 'Fund ID', 'Fund number', 'Allocation ID'),
    ...BENEFIT_COLUMNS,
    name: needed('text', 'Fund', 'Fund name', 'Program', 'Description'),
  },
  constants: { kind: 'MDF' },
  words: { kind: { 'Marketing velocity fund': 'MDF', MVF: 'MDF', 'Market development fund': 'MDF' } },
};
