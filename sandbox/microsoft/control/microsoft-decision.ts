import { ControlError } from '../../kernel/stand-in.ts';
import { text } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';
import { wireReferral } from '../partner/referrals/referral-answer.ts';
import type { World } from '../world.ts';
import { searchReferral } from './find-referral.ts';

const DECISIONS: Readonly<Record<string, { status: string; substatus: string }>> = {
  accept: { status: 'Active', substatus: 'Accepted' },
  decline: { status: 'Closed', substatus: 'Declined' },
};

/**
 * Plays Microsoft's answer to a co-sell: it shows on Microsoft's referral of the engagement, not on the partner's.
 * @returns Microsoft's referral after the answer
 * @throws ControlError when the engagement has no Microsoft side or that was answered already
 */
export function decideForMicrosoft(world: World, change: JsonObject): JsonObject {
  const [engagementId, decision] = [text(change, 'engagementId'), text(change, 'decision')];
  const state = Object.hasOwn(DECISIONS, decision) ? DECISIONS[decision] : undefined;
  if (!state) throw new ControlError(`decision: expected accept or decline, got '${decision}'`);
  const located = searchReferral(
    world,
    change,
    (store) => store.ofEngagement(engagementId).find((record) => record.owner === 'microsoft') ?? null,
  );
  if (!located) throw new ControlError(`engagementId: '${engagementId}' is not shared with Microsoft`);
  const { store, record } = located;
  if (record.document['status'] !== 'New') {
    throw new ControlError(`engagementId: Microsoft's referral is ${text(record.document, 'status')} already`);
  }
  const instant = store.stamps.instant();
  const moment: JsonObject = decision === 'accept' ? { acceptedDateTime: instant } : { closedDateTime: instant };
  store.commit(record, { ...record.document, ...state, ...moment });
  return wireReferral(record);
}
