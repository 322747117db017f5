import type { AttackAnswer, Target } from './target.ts';

/** One hostile input, and what must come of it. */
export interface Attack {
  readonly title: string;
  readonly send: (target: Target) => Promise<AttackAnswer>;
  readonly status: number;
  /** Of one of the errors; null for what does no harm and is answered as if nothing were the matter. */
  readonly code: string | null;
  /** What that error must say. */
  readonly told?: RegExp;
}

/** Input that looks bad, and comes to nothing. */
export const HARMLESS: Pick<Attack, 'status' | 'code'> = { status: 200, code: null };

interface SentDocument {
  readonly query: string;
  readonly variables?: unknown;
}

/** An operation that must be refused. */
export function operation(
  title: string,
  { query, variables = {} }: SentDocument,
  expected: Pick<Attack, 'status' | 'code' | 'told'>,
): Attack {
  return { title, send: (target) => target.ask(query, variables), ...expected };
}
