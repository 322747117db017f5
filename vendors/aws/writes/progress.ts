import { z } from 'zod';
import type { WriteProgress } from '../../../platform/vendor/write-contract.ts';
import type { WireTask } from '../wire/selling.ts';

/*
 * What a write remembers between its calls. Members are merged one by one, so each call tells only what it reached:
 * `remoteId`, the record's id; `updated`, the version an update left; `Solutions/S-1` and the like, `tied` or `untied`;
 * `task`, below; `accepted`, `rejected` and `submitted`, done by this write. `base` is kept by whoever brings the write.
 */

const task = z.object({
  id: z.string().nullable(),
  status: z.string().nullable(),
  reason: z.string().nullable(),
  /** How many tasks this write has started for it. */
  tries: z.int(),
  /** When it was told. */
  at: z.iso.datetime(),
});
export type TaskProgress = z.infer<typeof task>;

/** Id of the record, once a call of this write has made it. */
export function remoteIdIn(progress: WriteProgress): string | null {
  const id = progress['remoteId'];
  return typeof id === 'string' ? id : null;
}

/** The task that was started last; null before the first. */
export function taskIn(progress: WriteProgress): TaskProgress | null {
  return task.safeParse(progress['task']).data ?? null;
}

/** What a task's answer is worth remembering. @param tries tasks started so far, this one included */
export function taskProgress(found: WireTask, tries: number, now: Date): WriteProgress {
  const { TaskId: id, TaskStatus: status, ReasonCode: reason } = found;
  return { task: { id, status, reason, tries, at: now.toISOString() } };
}
