import type { FileMap } from '../mapping/file-map.ts';
import { BENEFIT_COLUMNS, needed } from './columns.ts';

/** The benefits page of Partner Center: licences, credits, vouchers and support incidents, which no API tells. */
export const microsoftBenefit: FileMap = {
  vendor: 'microsoft',
  area: 'BENEFIT',
  support: 'PARTIAL',
  kind: 'benefit',
  // The memberships of this program hang on a designation each; benefits come with an offer that is bought.
  program: null,
  columns: {
    id: needed('text', 'Benefit ID', 'Benefit number', 'Entitlement ID'),
    ...BENEFIT_COLUMNS,
  },
  words: {
    kind: {
      'Product license': 'LICENSE',
      'Product licence': 'LICENSE',
      'Software license': 'LICENSE',
      License: 'LICENSE',
      'Azure credit': 'CREDIT',
      'Azure bulk credit': 'CREDIT',
      Credit: 'CREDIT',
      'Technical support': 'SUPPORT',
      'Support incident': 'SUPPORT',
      'Training voucher': 'TRAINING',
      Voucher: 'TRAINING',
      'Exam voucher': 'TRAINING',
      'Co-op fund': 'COOP',
    },
  },
};
