import type { WorkshopWrites } from '../../../platform/vendor/write-contract.ts';
import type { AwsCredentials } from '../credentials.ts';
import { AWS_LIMITS } from '../transport/limits.ts';
import { AWS_DEAL_FORM } from './form/deal-form.ts';
import { AWS_FUND_FORM } from './funds/fund-form.ts';
import { claimHandoff } from './handoff.ts';
import { openWriteSession } from './session.ts';

/**
 * What can be written to AWS Partner Central. It has no extension and no withdrawal of an opportunity: neither is
 * listed. The README of this workshop tells why of each.
 */
export const AWS_WRITES: WorkshopWrites<AwsCredentials> = {
  operations: [
    { kind: 'SUBMIT_DEAL', area: 'DEAL', support: 'FULL', transport: 'API' },
    { kind: 'UPDATE_DEAL', area: 'DEAL', support: 'FULL', transport: 'API' },
    { kind: 'CLOSE_WON', area: 'DEAL', support: 'FULL', transport: 'API' },
    { kind: 'CLOSE_LOST', area: 'DEAL', support: 'FULL', transport: 'API' },
    { kind: 'ACCEPT_OFFER', area: 'LEAD', support: 'FULL', transport: 'API' },
    { kind: 'DECLINE_OFFER', area: 'LEAD', support: 'FULL', transport: 'API' },
    { kind: 'REQUEST_FUNDS', area: 'FUND', support: 'PARTIAL', transport: 'API' },
    { kind: 'CLAIM_FUNDS', area: 'FUND', support: 'PARTIAL', transport: 'PORTAL' },
  ],
  deals: AWS_DEAL_FORM,
  funds: AWS_FUND_FORM,
  open: (deps) => openWriteSession(deps, AWS_LIMITS),
  handoff: claimHandoff,
};
