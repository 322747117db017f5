import { AsyncLocalStorage } from 'node:async_hooks';
import type { ControlledTransaction } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Viewer } from '../identity/viewer.ts';

/** The mutation that is under way, and which transactions hold entries of it. */
export interface MutationTrail {
  /** The mutation's name. */
  readonly action: string;
  readonly viewer: Viewer;
  readonly written: Set<ControlledTransaction<Tables>>;
}

const storage = new AsyncLocalStorage<MutationTrail>();

/** Runs a mutation with a trail that everything it awaits can find. */
export function withTrail<T>(trail: MutationTrail, work: () => T): T {
  return storage.run(trail, work);
}

/** The trail of the mutation that is under way; undefined outside of one. */
export function currentTrail(): MutationTrail | undefined {
  return storage.getStore();
}

/** Whether an entry of the mutation has been committed, with whatever it speaks of. */
export function isOnRecord({ written }: MutationTrail): boolean {
  return [...written].some((trx) => trx.isCommitted);
}
