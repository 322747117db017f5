import type { WorkshopWrites, WriteFacts } from '../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../platform/writes/vocabulary.ts';
import type { MicrosoftCredentials } from '../credentials.ts';
import { checkDeal } from './form/check-deal.ts';
import { judge } from './form/judge.ts';
import { DEAL_KINDS_TAKEN, requirementsOf } from './form/requirements.ts';
import { timingOf, type MicrosoftWriteOptions } from './timing.ts';
import { openMicrosoftWrites } from './write-session.ts';

/** All that the Referrals API takes. It deletes nothing, a referral has no term to extend, and claims of funds are its portal's. */
const KINDS: ReadonlyArray<readonly [WriteKind, WriteFacts['area'], WriteFacts['support']]> = [
  ['SUBMIT_DEAL', 'DEAL', 'FULL'],
  // Without the sales stage.
  ['UPDATE_DEAL', 'DEAL', 'PARTIAL'],
  ['ACCEPT_OFFER', 'LEAD', 'FULL'],
  ['DECLINE_OFFER', 'LEAD', 'FULL'],
  ['CLOSE_WON', 'DEAL', 'FULL'],
  ['CLOSE_LOST', 'DEAL', 'FULL'],
];

/** The writing side of the Microsoft workshop. @param options waits that tests and configuration shorten */
export function createMicrosoftWrites(options: MicrosoftWriteOptions = {}): WorkshopWrites<MicrosoftCredentials> {
  const timing = timingOf(options);
  return {
    operations: KINDS.map(([kind, area, support]) => ({ kind, area, support, transport: 'API' })),
    deals: { kinds: DEAL_KINDS_TAKEN, requirements: requirementsOf, check: (content) => checkDeal(content), judge },
    open: (deps) => openMicrosoftWrites(deps, timing),
  };
}

export const MICROSOFT_WRITES: WorkshopWrites<MicrosoftCredentials> = createMicrosoftWrites();
