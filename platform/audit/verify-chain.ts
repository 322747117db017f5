import { sql, type Kysely } from 'kysely';
import { beginScoped } from '../db/tenant-scope.ts';
import type { Tables } from '../db/tables.ts';
import type { ReadTransaction } from '../db/request-db.ts';
import { CHAINED_COLUMNS, hashOf, NO_HASH, type ChainedRow } from './chain-hash.ts';

/**
 * What is wrong with a chain at one place.
 * - CHANGED: the row is not what its hash was made of
 * - REMOVED: rows are missing before this one
 * - BROKEN_LINK: it does not follow the row before it: one of the two was put there, or made anew
 * - TAIL: the head tells of another end: rows at the end are gone, or were put there
 * - NO_HEAD: the head is gone
 * - ANCHOR: the entry that was noted is not there any more, or is another
 */
export const CHAIN_FAULTS = ['CHANGED', 'REMOVED', 'BROKEN_LINK', 'TAIL', 'NO_HEAD', 'ANCHOR'] as const;
export interface ChainFault {
  readonly fault: (typeof CHAIN_FAULTS)[number];
  /** Place in the chain. */
  readonly seq: number;
}

/** The end of a chain: what to note elsewhere, and to hold the chain against later. */
export interface ChainAnchor {
  readonly entries: number;
  readonly hash: string;
}

export interface ChainVerdict extends ChainAnchor {
  readonly partnerId: string;
  /** The first of them, at most 100. */
  readonly faults: readonly ChainFault[];
}

const ROWS_AT_ONCE = 1_000;
const MOST_FAULTS = 100;

class Verification {
  readonly faults: ChainFault[] = [];
  readonly #anchor: ChainAnchor | null;
  #seq = 0;
  #hash = NO_HASH;

  constructor(anchor: ChainAnchor | null) {
    this.#anchor = anchor;
  }

  get end(): ChainAnchor {
    return { entries: this.#seq, hash: this.#hash };
  }

  look(row: ChainedRow): void {
    if (row.seq !== this.#seq + 1) this.#tell('REMOVED', row.seq);
    else if (row.prev_hash !== this.#hash) this.#tell('BROKEN_LINK', row.seq);
    if (hashOf(row) !== row.hash) this.#tell('CHANGED', row.seq);
    this.#seq = row.seq;
    this.#hash = row.hash;
    if (row.seq === this.#anchor?.entries && row.hash !== this.#anchor.hash) this.#tell('ANCHOR', row.seq);
  }

  finish(head: ChainAnchor | undefined): void {
    if (!head) this.#tell('NO_HEAD', this.#seq);
    else if (head.entries !== this.#seq || head.hash !== this.#hash) this.#tell('TAIL', this.#seq);
    if (this.#anchor && this.#anchor.entries > this.#seq) this.#tell('ANCHOR', this.#seq);
  }

  #tell(fault: ChainFault['fault'], seq: number): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ fault, seq });
  }
}

async function rowsBehind(trx: ReadTransaction, partnerId: string, seq: number): Promise<ChainedRow[]> {
  const { rows } = await sql<ChainedRow>`
    select ${CHAINED_COLUMNS} from audit
    where partner_id = ${partnerId} and seq > ${seq} order by seq limit ${ROWS_AT_ONCE}`.execute(trx);
  return rows;
}

/**
 * Reads a tenant's whole chain, as of one moment, and makes every hash again, apart from the database's own functions.
 *
 * It finds a row that was changed, removed, moved or put in, and rows that were cut off the end while the head stayed. It
 * can't find a chain that somebody with the right to switch triggers off made anew from some entry on, or cut, together
 * with its head, unless it is given an anchor: the end that an earlier verification told, kept out of that person's reach.
 * @throws what the database throws
 */
export async function verifyAuditChain(
  db: Kysely<Tables>,
  partnerId: string,
  { now, anchor = null }: { readonly now: Date; readonly anchor?: ChainAnchor | null },
): Promise<ChainVerdict> {
  const scope = { role: 'partnergraph_app', partnerId, now, statementTimeoutMs: 0 } as const;
  const trx = await beginScoped(db, scope, { isolation: 'repeatable read', readOnly: true });
  try {
    const verification = new Verification(anchor);
    for (;;) {
      const rows = await rowsBehind(trx, partnerId, verification.end.entries);
      for (const row of rows) verification.look(row);
      if (rows.length < ROWS_AT_ONCE) break;
    }
    verification.finish(
      await trx
        .selectFrom('audit_head')
        .select(['entries', 'hash'])
        .where('partner_id', '=', partnerId)
        .executeTakeFirst(),
    );
    return { partnerId, ...verification.end, faults: verification.faults };
  } finally {
    await trx
      .rollback()
      .execute()
      .catch(() => undefined);
  }
}
