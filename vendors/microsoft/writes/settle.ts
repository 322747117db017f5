import type { JsonValue } from '../../../platform/records/json.ts';
import { textMember } from '../../../platform/vendor/shape-check.ts';
import type { Settled, StoredCall, WriteIntent, WriteProgress } from '../../../platform/vendor/write-contract.ts';
import { unreadable } from '../client/answer-json.ts';
import { checkAnswer } from '../wire/checked.ts';
import { conflictsOf, isHeld } from './content/changes.ts';
import type { WriteContext } from './context.ts';
import { findOwn } from './look/find-own.ts';
import { partiesOf } from './look/invitations.ts';
import { readReferral } from './look/read-referral.ts';
import { createdShape, reachedBy, reachedOf } from './progress.ts';
import { requestOf, type FrozenPatch } from './request.ts';
import { INVITE } from './steps.ts';

/** What looking for the effect of one call is about. */
export interface Uncertain {
  readonly intent: WriteIntent;
  readonly call: StoredCall;
  readonly progress: WriteProgress;
}

/** Looks for the effect of a call whose answer was lost. @throws VendorError when Microsoft can't be read */
export async function settleFrozen(context: WriteContext, uncertain: Uncertain): Promise<Settled> {
  const request = requestOf(uncertain.call.request);
  if (request.method === 'PATCH') return settleChange(context, request, uncertain.progress);
  return uncertain.call.step === INVITE ? settleInvite(context, uncertain) : settleCreate(context, uncertain);
}

async function settleCreate(context: WriteContext, { intent, call, progress }: Uncertain): Promise<Settled> {
  const [only, ...more] = await findOwn(context, intent.externalId, call.firstSentAt);
  if (only === undefined) return { kind: 'absent' };
  if (more.length > 0) return several([only, ...more].map((item) => textMember(item, 'id') ?? ''));
  const created = checkAnswer(createdShape, only, 'referrals.list');
  return { kind: 'applied', progress: { ...progress, ...reachedBy(created) } };
}

/** A list that does not show our own referral, which is there for sure, proves nothing of the other one. */
async function settleInvite(context: WriteContext, { intent, progress, call }: Uncertain): Promise<Settled> {
  const { remoteId = intent.remoteId, engagementId } = reachedOf(progress);
  if (!remoteId) throw new Error(`${call.step}: expected an id of the deal in the progress, got none`);
  const engagement = engagementId ?? invitedTo(call);
  const { showsOwn, others } = await partiesOf(context, engagement, remoteId);
  const [only, ...more] = others;
  if (more.length > 0) return several(others);
  if (only !== undefined) return { kind: 'applied', progress: { ...progress, invitationId: only } };
  if (!showsOwn) throw unreadable('referrals.list', 'the engagement does not show the deal that is in it');
  return { kind: 'absent' };
}

function invitedTo(call: StoredCall): string {
  const request = requestOf(call.request);
  const engagementId = textMember(request.body, 'engagementId');
  if (engagementId === null) throw new Error(`${call.step}: expected an engagement in the stored call, got none`);
  return engagementId;
}

/** Changed by somebody else after the call, nobody can tell whether the call came through: only a person may go on. */
async function settleChange(context: WriteContext, request: FrozenPatch, progress: WriteProgress): Promise<Settled> {
  const found: JsonValue | null = await readReferral(context, request.remoteId);
  const ids = [request.remoteId];
  if (found === null) return { kind: 'contradiction', message: 'Microsoft no longer shows the deal', ids };
  if (isHeld(request.changes, found)) return { kind: 'applied', progress: { ...progress, changed: true } };
  const crossed = request.guarded ? conflictsOf(request.changes, found) : [];
  if (crossed.length === 0) return { kind: 'absent' };
  const message = `Microsoft holds neither the old nor the new value of ${crossed.join(', ')}`;
  return { kind: 'contradiction', message, ids };
}

function several(ids: readonly string[]): Settled {
  return { kind: 'contradiction', message: `Microsoft holds ${ids.length} records of this one deal`, ids };
}
