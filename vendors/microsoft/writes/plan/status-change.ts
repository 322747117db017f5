import type { JsonValue } from '../../../../platform/records/json.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import type { WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import { fold } from '../../wire/texts.ts';
import type { Want } from '../content/wants.ts';
import type { Standing } from '../form/rules.ts';

interface Answer {
  readonly step: string;
  readonly status: string;
  readonly substatus: string;
}

/** Both members go in one PATCH: a status with a foreign substatus is invalid [PR22 referral-resources.md]. */
const ANSWERS: Readonly<Partial<Record<WriteKind, Answer>>> = {
  ACCEPT_OFFER: { step: 'accept', status: 'Active', substatus: 'Accepted' },
  DECLINE_OFFER: { step: 'decline', status: 'Closed', substatus: 'Declined' },
  CLOSE_WON: { step: 'win', status: 'Closed', substatus: 'Won' },
  CLOSE_LOST: { step: 'lose', status: 'Closed', substatus: 'Lost' },
};

export interface StatusChange {
  readonly step: string;
  readonly wants: readonly Want[];
  /** What is sent along when the status changes, and is no reason to change it. */
  readonly besides: readonly Want[];
}

/** What of a referral a change of its status asks for; null for other changes. */
export function statusChangeOf(intent: WriteIntent): StatusChange | null {
  const answer = ANSWERS[intent.kind];
  if (!answer) return null;
  const want = (wire: string, value: string): Want => ({ path: '', wire, form: 'word', value });
  const reason = intent.reason?.trim();
  return {
    step: answer.step,
    wants: [want('/status', answer.status), want('/substatus', answer.substatus)],
    besides: reason ? [{ path: '', wire: '/statusReason', form: 'plain', value: reason }] : [],
  };
}

/** Where a referral stands, by Microsoft's own words. */
export function standingOf(referral: JsonValue): Standing {
  const status = fold(textMember(referral, 'status'));
  return {
    inbound: fold(textMember(referral, 'direction')) === 'incoming',
    unanswered: status === 'new',
    closed: status === 'closed',
  };
}
