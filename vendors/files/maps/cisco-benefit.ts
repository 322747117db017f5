import type { FileMap } from '../mapping/file-map.ts';
import { needed, optional } from './columns.ts';

/**
 * The report on the Adopt rebate of the Cisco Partner Incentive, a row for each deal and use case: the one export whose
 * columns were seen, in a partner's tool [cisco 10]. It tells what was booked and not what the rebate is, so a benefit
 * of it has no amount.
 */
export const ciscoBenefit: FileMap = {
  vendor: 'cisco',
  area: 'BENEFIT',
  support: 'PARTIAL',
  kind: 'benefit',
  // Memberships of Cisco 360 hang on a portfolio each, which the report does not tell.
  program: null,
  identity: ['id', 'detail'],
  columns: {
    id: needed('text', 'Deal WS-ID'),
    name: needed('text', 'Track'),
    detail: needed('text', 'Sub-Track'),
    customer: optional('text', 'CR Party Name'),
    kind: optional('text', 'Benefit type'),
    status: needed('text', 'Stage'),
    startsOn: optional('date', 'Adopt Rebate Start Date'),
    expiresOn: optional('date', 'Deal Incentive Expiry Date'),
  },
  constants: { kind: 'REBATE' },
  words: {
    status: { Eligible: 'AVAILABLE', Expired: 'LAPSED', 'Not Eligible': 'REJECTED' },
  },
};
