import type { DealDirection, DealKind, DealStage, VendorSelling } from '../../../platform/records/vocabulary.ts';
import { fold } from '../wire/texts.ts';
import type { Referral } from './referral-wire.ts';

/** `Incoming` and `Outgoing`; null for anything else. */
export function directionOf(referral: Referral): DealDirection | null {
  const word = fold(referral.direction);
  if (word === 'incoming') return 'INBOUND';
  return word === 'outgoing' ? 'OUTBOUND' : null;
}

/** The id `msft` as a target addresses Microsoft [PR22 referral-resources.md]. */
export function addressesMicrosoft(referral: Pick<Referral, 'target'>): boolean {
  return referral.target?.some((target) => fold(target.id) === 'msft') ?? false;
}

function isShared(referral: Referral): boolean {
  return fold(referral.type) === 'shared' || addressesMicrosoft(referral);
}

/**
 * Microsoft's deal types in our words: what several parties work on is CO_SELL; what comes in alone is a lead, a
 * REFERRAL; what the partner enters alone, private or partner-led, is its REGISTRATION.
 */
export function dealKindOf(referral: Referral): DealKind {
  if (isShared(referral)) return 'CO_SELL';
  return directionOf(referral) === 'INBOUND' ? 'REFERRAL' : 'REGISTRATION';
}

/**
 * Whether Microsoft's sellers are in it: asked for help (co-sell), merely allowed to see it (partner-led), or kept out
 * (private) [PR20 create-a-referral.md] [LRN referrals-api-introduction]. Without the consent flag nobody knows.
 */
export function vendorSellingOf(referral: Referral): VendorSelling {
  if (addressesMicrosoft(referral)) return 'CO_SELL';
  const consent = referral.consent?.consentToShareReferralWithMicrosoftSellers;
  if (consent === null || consent === undefined) return 'UNKNOWN';
  if (!consent) return 'NONE';
  return isShared(referral) ? 'CO_SELL' : 'FOR_VISIBILITY';
}

/**
 * Stage, where a word of Microsoft's is the same as ours. `salesStage` is seen, not documented; Develop, Propose and
 * Close have no counterpart that would not be a guess.
 */
export function stageOf(referral: Referral): DealStage | null {
  if (fold(referral.status) === 'closed') return 'CLOSED';
  return /^qualif(y|ied)$/.test(fold(String(referral.salesStage ?? ''))) ? 'QUALIFIED' : null;
}
