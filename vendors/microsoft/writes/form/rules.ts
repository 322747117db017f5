import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';

/** What decides whether a deal takes a change. */
export interface Standing {
  readonly inbound: boolean;
  /** Nobody has answered the offer yet. */
  readonly unanswered: boolean;
  readonly closed: boolean;
}

const ANSWERS: ReadonlySet<WriteKind> = new Set(['ACCEPT_OFFER', 'DECLINE_OFFER']);

/**
 * Why a deal takes no such change: New may become Active or Closed, Active may become Closed, and Declined, Expired, Won
 * and Lost are final [PR22 referral-resources.md] [PCD manage-co-sell-opportunities.md].
 */
export function standingErrors(kind: WriteKind, { inbound, unanswered, closed }: Standing): VendorFieldError[] {
  const wrong = (message: string): VendorFieldError[] => [fieldError('', 'WRONG_STATE', message)];
  if (closed)
    return wrong('expected an open deal; Microsoft takes no change of one that is won, lost, declined or expired');
  if (!ANSWERS.has(kind)) return [];
  if (!inbound) return wrong("expected an offer that came in; this is the partner's own deal");
  return unanswered ? [] : wrong('expected an offer that nobody has answered yet');
}
