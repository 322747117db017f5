import { actorOf } from '../audit/audit-entry.ts';
import { auditEffect } from '../audit/write-audit.ts';
import { writeActingFor, type Acting } from '../consent/acting-for.ts';
import type { GraphContext } from '../graph/context.ts';
import { fieldError } from '../graph/field-errors.ts';
import type { WriteTransaction } from '../ingest/ingest.ts';
import type { JsonValue } from '../records/json.ts';
import type { VendorFieldError } from '../vendor/write-contract.ts';
import { isKeepable, NOT_KEEPABLE } from './input-errors.ts';
import {
  findByKey,
  storeOperation,
  type Asked,
  type Author,
  type Found,
  type NewOperation,
} from './operation-store.ts';

/** Longest idempotency key, in characters. */
const LONGEST_KEY = 255;

/** Where a wish is decided on: the transaction of whom it is for. */
export interface AcceptBench {
  readonly trx: WriteTransaction;
  readonly author: Author;
  readonly now: Date;
}

/** What becomes of a wish. */
export type Acceptance =
  | { readonly errors: readonly VendorFieldError[] }
  | {
      readonly operation: Omit<NewOperation, 'now'>;
      /** Changes of our own rows, in the same transaction. Errors take everything back, the operation too. */
      readonly apply?: (() => Promise<readonly VendorFieldError[] | void>) | undefined;
      /** Node id of what it is about, and what else the audit log tells. */
      readonly audit: { readonly target: string; readonly detail: Readonly<Record<string, JsonValue>> };
    };

/** What a wish has come to: errors, or the answer that its operation keeps. */
export type Accepted =
  | { readonly errors: readonly VendorFieldError[]; readonly answer: null }
  | { readonly errors: readonly []; readonly answer: Readonly<Record<string, JsonValue>> };

/** Thrown to roll a change back whose errors came last. */
class TakenBack extends Error {
  readonly errors: readonly VendorFieldError[];
  constructor(errors: readonly VendorFieldError[]) {
    super('taken back');
    this.errors = errors;
  }
}

const OTHER_INPUT = fieldError(
  '/idempotencyKey',
  'IDEMPOTENCY_MISMATCH',
  'was used before with another input; a new wish needs a new key',
);

function refused(errors: readonly VendorFieldError[]): Accepted {
  return { errors, answer: null };
}

/** What an operation answered, for whoever asks again with its key. */
function replay(found: Exclude<Found, { found: 'nothing' }>): Accepted {
  return found.found === 'other' ? refused([OTHER_INPUT]) : { errors: [], answer: found.operation.answer };
}

/** Refuses a key that can't be kept. */
export function keyErrors(idempotencyKey: string): VendorFieldError[] {
  const { length } = idempotencyKey;
  if (length < 1 || length > LONGEST_KEY) {
    return [fieldError('/idempotencyKey', 'INVALID', `must have 1 to ${LONGEST_KEY} characters, not ${length}`)];
  }
  return isKeepable(idempotencyKey) ? [] : [fieldError('/idempotencyKey', 'INVALID', NOT_KEEPABLE)];
}

/**
 * Accepts a wish, or refuses it, in one transaction of whom it is for: the key is looked up, `decide` says what becomes of
 * it, and operation, changes and audit entry are stored together. The same key with the same input gives the same answer
 * and nothing more, at the same moment too. Nothing is sent from here; the workers are woken.
 * @throws GraphQLError FORBIDDEN when the caller may not (any more) act for the partner
 */
export async function acceptOperation(
  context: GraphContext,
  acting: readonly [Acting, ...Acting[]],
  wish: Asked,
  decide: (bench: AcceptBench) => Promise<Acceptance>,
): Promise<Accepted> {
  const badKey = keyErrors(wish.idempotencyKey);
  if (badKey.length > 0) return refused(badKey);
  const [{ partnerId }] = acting;
  const author = { partnerId, actor: actorOf(context.viewer), actorPartnerId: context.viewer.partnerId };
  try {
    const accepted = await writeActingFor(context, acting, (trx, now) =>
      inTransaction({ trx, author, now }, wish, decide),
    );
    if (accepted.answer !== null) await context.services.waker?.wake();
    return accepted;
  } catch (error) {
    if (error instanceof TakenBack) return refused(error.errors);
    throw error;
  }
}

async function inTransaction(
  bench: AcceptBench,
  wish: Asked,
  decide: (bench: AcceptBench) => Promise<Acceptance>,
): Promise<Accepted> {
  const { trx, author, now } = bench;
  const before = await findByKey(trx, author, wish);
  if (before.found !== 'nothing') return replay(before);
  const acceptance = await decide(bench);
  if ('errors' in acceptance) {
    // The same wish may have been accepted while this one waited for the record: then what it changed is no error.
    const meanwhile = await findByKey(trx, author, wish);
    return meanwhile.found === 'nothing' ? refused(acceptance.errors) : replay(meanwhile);
  }
  const stored = await storeOperation(trx, author, wish, { ...acceptance.operation, now });
  // Somebody asked the same at the same moment, and was quicker.
  if (stored.found !== 'nothing') return replay(stored);
  const late = await acceptance.apply?.();
  if (late && late.length > 0) throw new TakenBack(late);
  await auditEffect(trx, { ...acceptance.audit, partnerId: author.partnerId });
  return { errors: [], answer: acceptance.operation.answer };
}
