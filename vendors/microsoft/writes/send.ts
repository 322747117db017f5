import { outcomeOfError } from '../../../platform/vendor/write-outcome.ts';
import type { CallTrace, SendOutcome, StoredCall } from '../../../platform/vendor/write-contract.ts';
import { readAnswerJson } from '../client/answer-json.ts';
import { requestIdOf } from '../client/failure.ts';
import type { ApiCall, OnceAnswer } from '../client/host-client.ts';
import { REFERRALS_PATH } from '../referrals/read-page.ts';
import { checkAnswer } from '../wire/checked.ts';
import type { WriteContext } from './context.ts';
import { referralPath } from './look/read-referral.ts';
import { outcomeOfFailure } from './outcome.ts';
import { createdShape, reachedBy, type Reached } from './progress.ts';
import { requestOf, type FrozenRequest } from './request.ts';
import { CREATE, INVITE } from './steps.ts';
import { whenStale } from './when-stale.ts';

/** Sends one frozen call once. @throws the run's abort reason */
export async function sendFrozen(context: WriteContext, call: StoredCall): Promise<SendOutcome> {
  const request = requestOf(call.request);
  const api = apiCallOf(request);
  try {
    const once = await context.partner.callOnce(api, context.run);
    const { answer, failure } = once;
    if (failure === null) return applied(call.step, api.operation, once);
    const outcome = outcomeOfFailure({ answer, failure }, call.step !== CREATE, context.now());
    if (call.step === INVITE) return outcome.kind === 'refused' ? notInvited(outcome) : outcome;
    const isStale = outcome.kind === 'not_applied' && outcome.cause === 'stale';
    return isStale && request.method === 'PATCH' ? await whenStale(context, request, outcome) : outcome;
  } catch (error) {
    return outcomeOfError(error);
  }
}

function apiCallOf(request: FrozenRequest): ApiCall {
  if (request.method === 'POST') {
    return { operation: 'referrals.create', method: 'POST', path: REFERRALS_PATH, body: request.body };
  }
  return {
    operation: 'referrals.patch',
    method: 'PATCH',
    path: referralPath(request.remoteId),
    headers: { 'if-match': request.ifMatch },
    body: request.body,
  };
}

/** @throws VendorError when the answer to a create can't be read: it was made, and nobody knows under which id */
function applied(step: string, operation: string, { answer }: OnceAnswer): SendOutcome {
  const trace: CallTrace = { httpStatus: answer.status, vendorCode: null, requestId: requestIdOf(answer) ?? null };
  if (step !== CREATE && step !== INVITE) return { kind: 'applied', progress: { changed: true }, ...trace };
  const created = checkAnswer(createdShape, readAnswerJson(answer, operation), operation);
  const progress: Reached = step === INVITE ? { invitationId: created.id } : reachedBy(created);
  return { kind: 'applied', progress, ...trace };
}

/** The partner's own deal is at Microsoft by then: whoever reads the refusal shall know. */
function notInvited(refused: SendOutcome & { readonly kind: 'refused' }): SendOutcome {
  const before = "The deal is at Microsoft as the partner's own; the invitation of Microsoft was not taken. ";
  return { ...refused, errors: refused.errors.map((error) => ({ ...error, message: before + error.message })) };
}
