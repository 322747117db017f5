import type { ImportState, RowProblem } from '../../../platform/imports/contract.ts';

/** A check writes its progress every few hundred rows; one that was silent for so long has died with its process. */
export const SILENCE_MS = 5 * 60_000;

/** What is told of a check that ended before the file did. */
export const INTERRUPTED: RowProblem = {
  row: 0,
  column: null,
  code: 'INVALID',
  message: 'The check was interrupted before it ended. Send the file again.',
};

/** Whether an import says that it is being checked, and nobody is at it. */
export function isAbandoned(row: { readonly state: ImportState; readonly progress_at: Date }, now: Date): boolean {
  return row.state === 'CHECKING' && now.getTime() - row.progress_at.getTime() > SILENCE_MS;
}
