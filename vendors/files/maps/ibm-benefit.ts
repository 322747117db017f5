import type { FileMap } from '../mapping/file-map.ts';
import { BENEFIT_COLUMNS, needed } from './columns.ts';

/** Incentives, co-marketing funds and benefits of Partner Plus, which its portal shows and no API tells [ibm 7]. */
export const ibmBenefit: FileMap = {
  vendor: 'ibm',
  area: 'BENEFIT',
  support: 'PARTIAL',
  kind: 'benefit',
  program: 'partner-plus',
  columns: {
    id: needed('text', 'Benefit ID', 'Incentive ID', 'Reference', 'Claim number'),
    ...BENEFIT_COLUMNS,
  },
  words: {
    kind: {
      Incentive: 'REBATE',
      'Quarterly rebate': 'REBATE',
      Rebate: 'REBATE',
      'Co-marketing': 'MDF',
      'Business development fund': 'MDF',
      BDF: 'MDF',
      'Cloud credit': 'CREDIT',
      'Cloud credits': 'CREDIT',
      Software: 'LICENSE',
      'Software access': 'LICENSE',
      'Technical assistance': 'SUPPORT',
      Training: 'TRAINING',
    },
  },
};
