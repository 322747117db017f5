import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { emptyAnswer } from '../../common/answers.ts';
import { member, text } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';
import { jsonBody } from '../partner-call.ts';
import type { PartnerCall } from '../partner-call.ts';
import { invalidRequest } from '../partner-error.ts';
import { checkIfMatch, referralsOf, writableReferral } from './access.ts';
import { checkMembers, checkWholeReferral, requireMembers, requireObject } from './check-referral.ts';
import { PatchError, applyPatch, readPatch } from './json-patch.ts';
import type { PatchOperation } from './json-patch.ts';
import { amountAsText, normaliseReferral } from './normalise.ts';
import { eTagHeader, referralAnswer } from './referral-answer.ts';
import { READ_ONLY_MEMBERS } from './referral-shape.ts';
import { transitionProblem } from './transitions.ts';

const stateOf = (document: JsonObject) => ({
  status: text(document, 'status'),
  substatus: text(document, 'substatus'),
});

/** Checks the step from one state to the next and notes when the referral was accepted or closed. @throws PartnerError 400 */
function withState(before: JsonObject, after: JsonObject, instant: string): JsonObject {
  const [from, to] = [stateOf(before), stateOf(after)];
  const problem = transitionProblem(from, to);
  if (problem) throw invalidRequest('status', problem);
  const changed = from.status !== to.status;
  return {
    ...after,
    ...(changed && to.status === 'Active' ? { acceptedDateTime: instant } : {}),
    ...(changed && to.status === 'Closed' ? { closedDateTime: instant } : {}),
  };
}

/** `PUT /referrals/{id}`: the whole referral under `If-Match`; what the body leaves out is emptied. */
export function replaceReferral(call: PartnerCall, params: Readonly<Record<string, string>>): SandboxResponse {
  const store = referralsOf(call.session);
  const record = writableReferral(call, params['id'] ?? '');
  checkIfMatch(call, record, true);
  const body = requireObject(jsonBody(call.request));
  if (member(body, 'links') !== undefined) throw invalidRequest('links', 'links must be left out');
  const before = record.document;
  for (const name of ['id', 'engagementId'] as const) {
    if (member(body, name) !== undefined && body[name] !== before[name])
      throw invalidRequest(name, `${name} cannot change`);
  }
  checkWholeReferral(body);
  const kept = Object.fromEntries(
    [...READ_ONLY_MEMBERS, 'engagementId']
      .filter((name) => Object.hasOwn(before, name))
      .map((name) => [name, before[name] ?? null]),
  );
  const after = { ...normaliseReferral(body), ...kept };
  return referralAnswer(200, store.commit(record, withState(before, after, store.stamps.instant())));
}

function operationsOf(call: PartnerCall): PatchOperation[] {
  const operations = readPatch(jsonBody(call.request));
  for (const { path } of operations) {
    const root = path[0] ?? '';
    if (root === 'links' || root === 'engagementId' || READ_ONLY_MEMBERS.includes(root)) {
      throw invalidRequest(root, `${root} cannot be changed`);
    }
  }
  return operations;
}

/** The patched document, checked in the members that the patch touched. */
function patched(before: JsonObject, operations: readonly PatchOperation[]): JsonObject {
  const after = applyPatch(before, operations);
  const roots = [...new Set(operations.map(({ path }) => path[0] ?? ''))];
  checkMembers(after, roots);
  if (roots.some((root) => root === 'type' || root === 'customerProfile' || root === 'consent' || root === 'details')) {
    requireMembers(after);
  }
  const touchesAmount = operations.some(
    ({ path }) => path[0] === 'details' && (path.length === 1 || path[1] === 'dealValue'),
  );
  return touchesAmount ? amountAsText(after) : after;
}

/** `PATCH /referrals/{id}`: add and replace. 204, or 200 with the referral under `Prefer: return=representation`. */
export function patchReferral(call: PartnerCall, params: Readonly<Record<string, string>>): SandboxResponse {
  const store = referralsOf(call.session);
  const record = writableReferral(call, params['id'] ?? '');
  checkIfMatch(call, record, false);
  try {
    const operations = operationsOf(call);
    const after = patched(record.document, operations);
    const touchesState = operations.some(({ path }) => path[0] === 'status' || path[0] === 'substatus');
    store.commit(record, touchesState ? withState(record.document, after, store.stamps.instant()) : after);
  } catch (error) {
    if (error instanceof PatchError) throw invalidRequest('body', error.message);
    throw error;
  }
  const wanted = /\breturn=representation\b/.test(String(call.request.headers['prefer'] ?? ''));
  return wanted ? referralAnswer(200, record) : emptyAnswer(204, eTagHeader(record));
}
