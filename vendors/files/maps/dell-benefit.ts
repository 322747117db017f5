import type { FileMap } from '../mapping/file-map.ts';
import { BENEFIT_COLUMNS, needed } from './columns.ts';

/** Statements of Dell's development funds and rebates [dell 5]. */
export const dellBenefit: FileMap = {
  vendor: 'dell',
  area: 'BENEFIT',
  support: 'FULL',
  kind: 'benefit',
  program: 'partner-program',
  columns: {
    id: needed('text', 'Statement line', 'Fund ID', 'Claim ID', 'Reference'),
    ...BENEFIT_COLUMNS,
    name: needed('text', 'Program', 'Fund', 'Benefit', 'Description'),
  },
  words: {
    kind: {
      MDF: 'MDF',
      BDF: 'MDF',
      'Earned MDF': 'MDF',
      'Proposal MDF': 'MDF',
      'Proposal-based MDF': 'MDF',
      Rebate: 'REBATE',
      'Base rebate': 'REBATE',
      'Growth rebate': 'REBATE',
      Training: 'TRAINING',
    },
  },
};
