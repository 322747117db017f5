import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';

/** An entry as it is hashed: every column as text, in the order of the hash. */
export interface ChainedRow {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
  /** `prev_hash`, partner_id, seq, id, at, actor, actor_partner, action, target, outcome, detail. */
  readonly fields: ReadonlyArray<string | null>;
}

/** The hash before the first entry. */
export const NO_HASH = '0'.repeat(64);

/** The columns for a `ChainedRow`, in nothing but PostgreSQL's own functions: ours may have been changed too. */
export const CHAINED_COLUMNS: RawBuilder<ChainedRow> = sql`
  seq, prev_hash, hash, array[
    prev_hash, partner_id::text, seq::text, id::text,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    actor, actor_partner::text, action, target, outcome, detail::text
  ] as fields`;

/** The hash that an entry must have: of each field with its length in bytes before it, `-` for one that is not there. */
export function hashOf({ fields }: Pick<ChainedRow, 'fields'>): string {
  const hash = createHash('sha256');
  for (const field of fields) hash.update(field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`);
  return hash.digest('hex');
}
