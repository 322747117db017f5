import type { JsonObject } from '../json.ts';
import { sharedArn, type Scope } from '../store/scope.ts';
import { nanoseconds } from '../time.ts';

/** How a task ended. */
export interface TaskOutcome {
  /** What it made or worked on; members of the task's summary such as `OpportunityId`. */
  readonly made: JsonObject;
  /** Why it failed: one of the model's ReasonCodes and a sentence; null when it did not. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

const ARN_KINDS = {
  fromOpportunityTask: 'engagement-from-opportunity-task',
  byInvitationTask: 'engagement-by-accepting-invitation-task',
} as const;
export type TaskType = keyof typeof ARN_KINDS;

/** A task in the wire form of its summary, without nulls [M-sel]. @param startedAt milliseconds since 1970 */
export function task(scope: Scope, type: TaskType, id: string, started: StartedTask): JsonObject {
  const { startedAt, outcome } = started;
  const failure: JsonObject = outcome.failure
    ? { ReasonCode: outcome.failure.code, Message: outcome.failure.message }
    : {};
  return {
    TaskId: id,
    TaskArn: sharedArn(scope, `${ARN_KINDS[type]}/${id}`),
    StartTime: nanoseconds(startedAt),
    TaskStatus: outcome.failure ? 'FAILED' : 'COMPLETE',
    ...failure,
    ...outcome.made,
  };
}

export interface StartedTask {
  readonly startedAt: number;
  readonly outcome: TaskOutcome;
}
