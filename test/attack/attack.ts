import type { AttackAnswer, Target } from './target.ts';

/** One hostile input, and what must come of it. */
export interface Attack {
  readonly title: string;
  readonly send: (target: Target) => Promise<AttackAnswer>;
  readonly status: number;
  /** Of the first error; null where the answer is no GraphQL answer: a server refuses some before they are one. */
  readonly code: string | null;
  /** What the message must say. */
  readonly told?: RegExp;
}

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
