import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { WriteTransaction } from '../ingest/ingest.ts';
import { canonicalJson } from '../records/canonical-json.ts';
import type { JsonValue } from '../records/json.ts';
import type { CapabilityArea } from '../records/vocabulary.ts';
import type { WriteIntent } from '../vendor/write-contract.ts';
import type { OperationTable } from './migration.ts';
import { UNFINISHED_STATES, type LocalKind, type OperationState, type WriteKind } from './vocabulary.ts';

/** An operation as it is stored. */
export type OperationRow = Selectable<OperationTable>;

/** Who asked, and in whose name. */
export interface Author {
  /** The tenant in whose name: its row. */
  readonly partnerId: string;
  /** Subject of the caller, and the partner it belongs to, whose keys these are. */
  readonly actor: string;
  readonly actorPartnerId: string;
}

/** What the caller asked for, as far as its key is bound to it. */
export interface Asked {
  readonly kind: WriteKind | LocalKind;
  readonly idempotencyKey: string;
  /** Everything of the call but the key: another input under the same key is another wish. */
  readonly input: JsonValue;
}

export interface NewOperation {
  readonly id: string;
  readonly vendorId: string;
  readonly area: CapabilityArea;
  readonly connectionId: string | null;
  readonly target: { readonly kind: OperationTable['target_kind']; readonly id: string };
  readonly intent: WriteIntent | null;
  readonly answer: Readonly<Record<string, JsonValue>>;
  readonly state: Extract<OperationState, 'QUEUED' | 'AWAITING_PORTAL' | 'DONE'>;
  readonly reason?: string | null;
  /** What is stored as its kind, where that is not what was asked. */
  readonly storedAs?: LocalKind | undefined;
  readonly now: Date;
}

/** What was found under an idempotency key: nothing, the same wish, or another. */
export type Found =
  | { readonly found: 'nothing' }
  | { readonly found: 'same'; readonly operation: OperationRow }
  | { readonly found: 'other' };

/** What an idempotency key is bound to. */
export function inputHash(asked: Asked): string {
  return createHash('sha256')
    .update(`${asked.kind}\n${canonicalJson(asked.input)}`)
    .digest('base64url');
}

/** Looks a key up among those that the caller's partner has used for this tenant. */
export async function findByKey(trx: WriteTransaction, author: Author, asked: Asked): Promise<Found> {
  const operation = await trx
    .selectFrom('operation')
    .selectAll()
    .where('partner_id', '=', author.partnerId)
    .where('actor_partner_id', '=', author.actorPartnerId)
    .where('idempotency_key', '=', asked.idempotencyKey)
    .executeTakeFirst();
  if (!operation) return { found: 'nothing' };
  return operation.input_hash === inputHash(asked) ? { found: 'same', operation } : { found: 'other' };
}

/**
 * Stores a new operation under its key. Whoever comes second with the same key waits here for the first to commit, and
 * then finds what the first has stored.
 */
export async function storeOperation(
  trx: WriteTransaction,
  author: Author,
  asked: Asked,
  operation: NewOperation,
): Promise<Found> {
  const { now, state } = operation;
  const row = await trx
    .insertInto('operation')
    .values({
      id: operation.id,
      partner_id: author.partnerId,
      vendor_id: operation.vendorId,
      area: operation.area,
      connection_id: operation.connectionId,
      kind: operation.storedAs ?? asked.kind,
      target_kind: operation.target.kind,
      target_id: operation.target.id,
      idempotency_key: asked.idempotencyKey,
      input_hash: inputHash(asked),
      actor: author.actor,
      actor_partner_id: author.actorPartnerId,
      intent: operation.intent === null ? null : JSON.stringify(operation.intent),
      answer: JSON.stringify(operation.answer),
      state,
      progress: '{}',
      attempts: 0,
      run_at: now,
      lease_token: null,
      lease_until: null,
      misses: 0,
      missed_at: null,
      reason: operation.reason ?? null,
      field_errors: '[]',
      queued_at: now,
      troubled_since: null,
      ended_at: state === 'DONE' ? now : null,
    })
    .onConflict((conflict) => conflict.columns(['partner_id', 'actor_partner_id', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? { found: 'nothing' } : findByKey(trx, author, asked);
}

/** Operations of one target that are still on their way, oldest first. */
export function openOperations(trx: WriteTransaction, targetId: string): Promise<OperationRow[]> {
  return trx
    .selectFrom('operation')
    .selectAll()
    .where('target_id', '=', targetId)
    .where('state', 'in', UNFINISHED_STATES)
    .orderBy('seq')
    .execute();
}
