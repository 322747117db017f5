import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { refused, wait } from '../plans.ts';
import type { TaskProgress } from '../progress.ts';
import type { ListPage } from '../../wire/list-page.ts';
import { task, type WireTask } from '../../wire/selling.ts';

/** Between two looks at a task that is under way. */
const POLL_MS = 3_000;

/** Before a task that has failed for a passing reason is started anew; doubled each time. */
const AGAIN_MS = 15_000;

/** Tasks that one write starts for one thing. */
const MOST_TRIES = 3;

/** Reasons that pass `[M-sel ReasonCode]`: AWS was busy, or two of its steps met. All others are about the record. */
const PASSING: ReadonlySet<string> = new Set([
  'InternalError',
  'RequestThrottled',
  'ServiceQuotaExceeded',
  'EngagementConflict',
  'EngagementInvitationConflict',
  'OpportunityConflict',
  'ResourceSnapshotConflict',
  'ResourceSnapshotJobConflict',
]);

/** Rows of a list of tasks that have the right shape. */
export function tasksIn(page: ListPage): WireTask[] {
  return page.rows.flatMap(({ json }) => {
    const read = check(task, json);
    return 'value' in read ? [read.value] : [];
  });
}

/** Our clock and AWS's may differ by this much. */
export const SKEW_MS = 60 * 60_000;

/**
 * The task that an uncertain call has started, if it has: one that began since, and that isn't known from a try before.
 * A failed one from before the call may be an earlier write's; were it ours after all, the call's token would find it.
 * @param since when the call was first sent, on our clock
 */
export function startedSince(since: Date, page: ListPage, known: TaskProgress | null): WireTask | undefined {
  const sent = since.toISOString();
  const earliest = new Date(since.getTime() - SKEW_MS).toISOString();
  return tasksIn(page).find(
    ({ TaskId, StartTime, TaskStatus }) =>
      TaskId !== known?.id && StartTime !== null && StartTime.instant >= (TaskStatus === 'FAILED' ? sent : earliest),
  );
}

/** How a task stands now: as AWS lists it, else as it was told when it was started. */
export function statusOf(known: TaskProgress, listed: readonly WireTask[]): Pick<TaskProgress, 'status' | 'reason'> {
  const found = listed.find(({ TaskId }) => TaskId !== null && TaskId === known.id);
  return found === undefined ? known : { status: found.TaskStatus, reason: found.ReasonCode };
}

export function isUnderWay(status: string | null): boolean {
  return status === 'IN_PROGRESS';
}

export function waitForTask(): WritePlan {
  return wait('AWS is still working on it', POLL_MS);
}

/** What follows from a task that has failed: null to start another one now. */
export function afterFailure(known: TaskProgress, reason: string | null, now: Date): WritePlan | null {
  if (reason === null || !PASSING.has(reason) || known.tries >= MOST_TRIES) {
    const error = fieldError('', 'REFUSED_BY_VENDOR', `AWS ended the task: ${reason ?? 'no reason was told'}`);
    return refused({ ...error, vendorCode: reason });
  }
  const left = Date.parse(known.at) + AGAIN_MS * 2 ** (known.tries - 1) - now.getTime();
  return left > 0 ? wait(`AWS ended the task: ${reason}; it is started again`, left) : null;
}

/** Name of the step that starts the task once more: a step of its own has a client token of its own. */
export function stepAfter(step: string, known: TaskProgress | null): string {
  return known === null ? step : `${step}-${known.tries + 1}`;
}
