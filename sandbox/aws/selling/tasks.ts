import { task, type TaskOutcome, type TaskType } from '../build/task.ts';
import type { Context, Operation, Operations } from '../context.ts';
import { pick, textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { idIn } from '../store/scope.ts';
import { instant } from '../time.ts';

/** What a task tells while it runs, besides its own id and times. */
const KNOWN_AT_START: Readonly<Record<TaskType, string>> = {
  fromOpportunityTask: 'OpportunityId',
  byInvitationTask: 'EngagementInvitationId',
};

/** A task as it is told at this time: with its outcome only when it is done. */
function told(context: Context, type: TaskType, record: JsonObject): JsonObject {
  const readyAt = context.store.readyAt.get(textAt(record, 'TaskId')) ?? 0;
  if (context.now >= readyAt) return record;
  const started = pick(record, ['TaskId', 'TaskArn', 'StartTime', KNOWN_AT_START[type]]);
  return { ...started, TaskStatus: 'IN_PROGRESS' };
}

/** Stores a task that began now. @returns it as the client is told */
export function startTask(context: Context, type: TaskType, outcome: TaskOutcome): JsonObject {
  const { store, now, settings } = context;
  const id = store.ids.task();
  const record = task(store.scope, type, id, { startedAt: now, outcome });
  store.put(type, id, record);
  if (settings.taskMs > 0) store.readyAt.set(id, now + settings.taskMs);
  return told(context, type, record);
}

/** The member each filter looks at; ids may come as ARNs. */
const FILTERS: ReadonlyArray<readonly [filter: string, member: string]> = [
  ['TaskStatus', 'TaskStatus'],
  ['TaskIdentifier', 'TaskId'],
  ['OpportunityIdentifier', 'OpportunityId'],
  ['EngagementIdentifier', 'EngagementId'],
  ['EngagementInvitationIdentifier', 'EngagementInvitationId'],
];

function passes(input: JsonObject, record: JsonObject): boolean {
  return FILTERS.every(([filter, member]) => {
    const listed = textsAt(input, filter).map((identifier) => idIn(identifier));
    return listed.length === 0 || listed.includes(textAt(record, member));
  });
}

function listTasks(type: TaskType, summary: string): Operation {
  return {
    write: false,
    run: (input, context) => {
      const tasks = context.store.all(type).map((record) => told(context, type, record));
      const page = context.page(input, {
        items: tasks.filter((record) => passes(input, record)),
        placeOf: (record): Place => [instant(textAt(record, 'StartTime')) || 0, textAt(record, 'TaskId')],
        descending: textAt(input, 'Sort', 'SortOrder') !== 'ASCENDING',
        summary,
      });
      return { TaskSummaries: page.items, NextToken: page.nextToken };
    },
  };
}

export const TASKS: Operations = {
  ListEngagementFromOpportunityTasks: listTasks('fromOpportunityTask', 'ListEngagementFromOpportunityTaskSummary'),
  ListEngagementByAcceptingInvitationTasks: listTasks(
    'byInvitationTask',
    'ListEngagementByAcceptingInvitationTaskSummary',
  ),
};
