import type { Logger } from 'pino';
import type { GraphServices } from '../graph/context.ts';
import type { Viewer } from '../identity/viewer.ts';
import { entryBy, type Act } from './audit-entry.ts';
import { refusalDeskOf } from './refusal-desk.ts';
import { writeApart } from './write-apart.ts';

/** Who is refused, and what the entry is written with; a `GraphContext` is one. */
export interface RefusalContext {
  readonly viewer: Pick<Viewer, 'partnerId' | 'subject'>;
  readonly log: Logger;
  readonly services: Pick<GraphServices, 'database' | 'clock'>;
}

/** Longest that a refused caller waits for the entry, in milliseconds; then it is written behind its back. */
const PATIENCE_MS = 2_000;

/** Resolves with the work, and also when it takes too long; never rejects. */
async function patiently(work: () => Promise<void>, context: RefusalContext, action: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  const done = work().catch((error: unknown) => {
    context.log.error({ err: error, action }, 'an entry of the audit log could not be written');
  });
  await Promise.race([done, tooLong]);
  clearTimeout(timer);
}

/**
 * Writes a refusal in a transaction of its own: what was refused has none, or had one that was rolled back. Whatever
 * becomes of the entry, the caller gets its refusal: this never throws, and waits for two seconds at the most. What can't
 * be written is an error in the log. Not to be called inside a transaction that has written an entry: it would wait for it.
 *
 * A flood is bounded (refusal-desk.ts): the first 60 refusals of a client in a minute are written one by one, the rest
 * of them as one entry that tells their number.
 * @param act its outcome is REFUSED unless it says otherwise
 */
export function auditRefusal(context: RefusalContext, act: Act): Promise<void> {
  const work = async (): Promise<void> => {
    const entry = entryBy(context.viewer, { ...act, outcome: act.outcome ?? 'REFUSED' });
    await refusalDeskOf(context.services.database).write(context, entry);
  };
  return patiently(work, context, act.action);
}

/** Writes what took effect in a transaction that held no entry of it. The same promises as `auditRefusal`, unbounded. */
export function auditAfterwards(context: RefusalContext, act: Act): Promise<void> {
  return patiently(() => writeApart(context.services, entryBy(context.viewer, act)), context, act.action);
}
