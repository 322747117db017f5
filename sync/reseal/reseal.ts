import type { Kysely } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction, type TenantScope } from '../../platform/db/tenant-scope.ts';
import { SecretBoxError, type SecretBoxErrorCode } from '../../platform/secrets/secret-box-error.ts';
import type { SecretBox } from '../../platform/secrets/secret-box.ts';

export interface ResealOptions {
  readonly db: Kysely<Tables>;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** A credential that stays as it is, since it does not open. */
export interface Unopened {
  readonly connectionId: string;
  readonly why: SecretBoxErrorCode;
  /** The master key it names; null for what was never sealed. */
  readonly keyId: string | null;
}

/** What a pass over every stored credential found and did. */
export interface ResealReport {
  readonly seen: number;
  /** Moved to the newest master key. */
  readonly moved: number;
  readonly unopened: readonly Unopened[];
  /** Names of the master keys that credentials are under now, the newest left out. */
  readonly stillNeeded: readonly string[];
}

interface Owner {
  readonly id: string;
  readonly partner_id: string;
}

const PAGE = 500;

function scopeOf(options: ResealOptions, partnerId: string | null): TenantScope {
  return { role: 'partnergraph_sync', partnerId, now: options.clock.now(), statementTimeoutMs: 30_000 };
}

/** Connections of all tenants after one, by id. */
function connectionsAfter(options: ResealOptions, after: string | null): Promise<Owner[]> {
  return inTenantTransaction(options.db, scopeOf(options, null), (trx) =>
    trx
      .selectFrom('connection')
      .select(['id', 'partner_id'])
      .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(PAGE)
      .execute(),
  );
}

/** The credential after the pass has been at it; null where a connection has none. */
interface Resealed {
  readonly moved: boolean;
  readonly keyId: string | null;
  readonly why: SecretBoxErrorCode | null;
}

/**
 * Moves one credential, with its row held: a run that stores a newer one at the same time waits, or has been before, so
 * that none is lost.
 */
async function resealOne(options: ResealOptions, owner: Owner): Promise<Resealed | null> {
  const { secrets } = options;
  return inTenantTransaction(options.db, scopeOf(options, owner.partner_id), async (trx) => {
    const row = await trx
      .selectFrom('connection_secret')
      .select('sealed')
      .where('connection_id', '=', owner.id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return null;
    let keyId: string | null = null;
    try {
      keyId = secrets.keyIdOf(row.sealed);
      if (!secrets.needsRotation(row.sealed)) return { moved: false, keyId, why: null };
      const sealed = secrets.rotate(row.sealed, owner.id);
      await trx.updateTable('connection_secret').set({ sealed }).where('connection_id', '=', owner.id).execute();
      return { moved: true, keyId: secrets.keyIdOf(sealed), why: null };
    } catch (error) {
      if (!(error instanceof SecretBoxError)) throw error;
      return { moved: false, keyId, why: error.code };
    }
  });
}

/**
 * Moves every stored credential of every tenant to the newest master key; only the small keys that credentials are
 * encrypted under are sealed anew. Safe beside running syncs, beside another pass, and to repeat: what one pass began,
 * the next ends.
 * @throws the signal's reason when it was stopped, and what the database throws
 */
export async function resealAll(options: ResealOptions): Promise<ResealReport> {
  const unopened: Unopened[] = [];
  const needed = new Set<string>();
  let [seen, moved] = [0, 0];
  let page = await connectionsAfter(options, null);
  while (page.length > 0) {
    for (const owner of page) {
      options.signal?.throwIfAborted();
      const done = await resealOne(options, owner);
      if (done === null) continue;
      seen += 1;
      if (done.moved) moved += 1;
      if (done.keyId !== null) needed.add(done.keyId);
      if (done.why !== null) unopened.push({ connectionId: owner.id, why: done.why, keyId: done.keyId });
    }
    page = page.length < PAGE ? [] : await connectionsAfter(options, page.at(-1)?.id ?? null);
  }
  needed.delete(options.secrets.sealingKeyId());
  return { seen, moved, unopened, stillNeeded: [...needed].toSorted() };
}
