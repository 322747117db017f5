import type { Settled, StoredCall } from '../../../../platform/vendor/write-contract.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { allRows } from '../../feeds/all-rows.ts';
import { ownOpportunityRow } from '../../wire/selling.ts';
import { triesOf } from '../calls/answers.ts';
import { membersOf, type FrozenCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { taskIn, taskProgress } from '../progress.ts';
import { readState } from '../replace/opportunity-state.ts';
import { SKEW_MS, startedSince } from './tasks.ts';

/**
 * Looks for an opportunity by the identifier of ours that it was made with. The list has no filter for it, so everything
 * made since then is read.
 */
export async function settleCreate(context: WriteContext, call: StoredCall): Promise<Settled> {
  const since = new Date(call.firstSentAt.getTime() - SKEW_MS);
  const { lookups } = context.api;
  const rows = await allRows('ListOpportunities', (token) => lookups.listOpportunitiesSince(since, token));
  const ids = rows.flatMap(({ json }) => {
    const read = check(ownOpportunityRow, json);
    const isOurs = 'value' in read && read.value.PartnerOpportunityIdentifier === context.intent.externalId;
    return isOurs ? [read.value.Id] : [];
  });
  return settledAs(context, [...new Set(ids)]);
}

/** What was found under an external id. */
export function settledAs({ progress }: WriteContext, ids: readonly string[]): Settled {
  const [id] = ids;
  if (id === undefined) return { kind: 'absent' };
  if (ids.length === 1) return { kind: 'applied', progress: { ...progress, remoteId: id } };
  return { kind: 'contradiction', message: 'AWS has more than one record of this write', ids: [...ids] };
}

/** Whether a submission was started: the opportunity tells, or the list of tasks. */
export async function settleSubmission(context: WriteContext, call: StoredCall, frozen: FrozenCall): Promise<Settled> {
  const id = String(membersOf(frozen)['Identifier']);
  const known = taskIn(context.progress);
  const started = startedSince(call.firstSentAt, await context.api.lookups.listSubmissions(id), known);
  if (started !== undefined) {
    const task = taskProgress(started, triesOf(call.step), context.now);
    return { kind: 'applied', progress: { ...context.progress, remoteId: id, ...task } };
  }
  const { isSubmitted } = readState(await context.api.selling.getOpportunity(id));
  if (!isSubmitted) return { kind: 'absent' };
  return { kind: 'applied', progress: { ...context.progress, remoteId: id } };
}
