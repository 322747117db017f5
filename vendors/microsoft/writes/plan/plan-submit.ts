import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import { firstBaseIn } from '../../../../platform/vendor/first-base.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import type {
  DealContent,
  VendorFieldError,
  WriteIntent,
  WritePlan,
  WriteProgress,
} from '../../../../platform/vendor/write-contract.ts';
import { unreadable } from '../../client/answer-json.ts';
import type { WriteContext } from '../context.ts';
import { invitationBody, referralBody, type Engagement } from '../content/referral-body.ts';
import { checkDeal } from '../form/check-deal.ts';
import { partiesOf } from '../look/invitations.ts';
import { readReferral } from '../look/read-referral.ts';
import { reachedOf, type Reached } from '../progress.ts';
import { CREATE, INVITE } from '../steps.ts';
import { catchUp } from './catch-up.ts';
import { doneWith } from './done.ts';
import { refused } from './patch-call.ts';

/** A deal at Microsoft: the partner's own referral, and for co-sell a second one that invites Microsoft. */
export async function planSubmit(
  context: WriteContext,
  intent: WriteIntent,
  progress: WriteProgress,
): Promise<WritePlan> {
  const { content } = intent;
  if (content === null) throw new Error('intent.content: expected a deal to submit, got none');
  const reached = reachedOf(progress);
  const errors = isBegun(reached) ? [] : wrongIn(content);
  if (errors.length > 0) return refused(errors);
  const remoteId = reached.remoteId ?? intent.remoteId;
  if (!remoteId) return post(context, CREATE, referralBody(content, intent.externalId));
  const found = await readReferral(context, remoteId);
  // Made by an earlier operation, the record may hold something else by now; made by this one, it holds the content.
  const ahead = reached.remoteId || reached.changed ? null : catchUp(context, content, found, firstBaseIn(progress));
  if (ahead !== null) return ahead;
  if (content.dealKind !== 'CO_SELL' || reached.invitationId) return doneWith(remoteId, found);
  const engagement = engagementOf(reached, found);
  const { others } = await partiesOf(context, engagement.engagementId, remoteId);
  if (others.length > 0) return doneWith(remoteId, found);
  return post(context, INVITE, invitationBody(content, intent.externalId, engagement));
}

function isBegun({ remoteId, changed }: Reached): boolean {
  return remoteId !== undefined || changed === true;
}

/** The draft was checked when it was submitted; what was right then may not be right any more. */
function wrongIn(content: DealContent): VendorFieldError[] {
  const { missing, errors } = checkDeal(content);
  return [...missing.map(({ path, label }) => fieldError(path, 'REQUIRED', `expected "${label}"`)), ...errors];
}

function post(context: WriteContext, step: string, body: JsonValue): WritePlan {
  const request = { method: 'POST', body };
  return { kind: 'call', call: { step, recovery: context.timing.create, request, buckets: ['partner'] } };
}

function engagementOf(reached: Reached, found: JsonValue | null): Engagement {
  const engagementId = reached.engagementId ?? textMember(found, 'engagementId');
  if (!engagementId) throw unreadable('referrals.get', '/engagementId: expected an id, got nothing');
  return { engagementId, organizationId: reached.organizationId ?? textMember(found, 'organizationId') };
}
