import { sql, type ControlledTransaction, type IsolationLevel, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Roles that statements run under. Neither can bypass row-level security, neither owns a table.
 * - partnergraph_app: the graph; can't read vendor credentials
 * - partnergraph_sync: the sync; reads credentials, and lists connections over all tenants
 */
export const DATABASE_ROLES = ['partnergraph_app', 'partnergraph_sync'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Who a transaction acts for. Without one no statement can be built: there is no other way to get a transaction. */
export interface TenantScope {
  readonly role: DatabaseRole;
  /** The tenant: a partner's uuid. Null sees no tenant's rows at all. */
  readonly partnerId: string | null;
  /** Instant the transaction counts as now, so that expiry follows our clock. */
  readonly now: Date;
  /** Longest time one statement may take, in milliseconds; 0 is no limit. */
  readonly statementTimeoutMs: number;
}

export interface TransactionOptions {
  readonly isolation: IsolationLevel;
  readonly readOnly: boolean;
}

/**
 * Begins a transaction under a tenant's scope: two statements, whatever it does later.
 *
 * Where the graph only reads, a table's name means the view of it in the schema `shown`, where there is one: what the
 * tenant may be shown of it, money left out where a grant does not open it (platform/consent). Everywhere else a name means
 * the table, which opens less.
 */
export async function beginScoped(
  db: Kysely<Tables>,
  scope: TenantScope,
  options: TransactionOptions,
): Promise<ControlledTransaction<Tables>> {
  const trx = await db
    .startTransaction()
    .setIsolationLevel(options.isolation)
    .setAccessMode(options.readOnly ? 'read only' : 'read write')
    .execute();
  const shownFirst =
    options.readOnly && scope.role === 'partnergraph_app'
      ? sql`, set_config('search_path', 'shown, ' || current_setting('search_path'), true)`
      : sql``;
  try {
    await sql`select
      set_config('role', ${scope.role}, true),
      set_config('app.partner', ${scope.partnerId ?? ''}, true),
      set_config('app.now', ${scope.now.toISOString()}, true),
      set_config('statement_timeout', ${String(scope.statementTimeoutMs)}, true)${shownFirst}`.execute(trx);
    return trx;
  } catch (error) {
    await trx
      .rollback()
      .execute()
      .catch(() => undefined);
    throw error;
  }
}

/**
 * Runs `work` in one read-write transaction under a tenant's scope; commits when it resolves, rolls back when it throws.
 */
export async function inTenantTransaction<T>(
  db: Kysely<Tables>,
  scope: TenantScope,
  work: (trx: ControlledTransaction<Tables>) => Promise<T>,
): Promise<T> {
  const trx = await beginScoped(db, scope, { isolation: 'read committed', readOnly: false });
  try {
    const result = await work(trx);
    await trx.commit().execute();
    return result;
  } catch (error) {
    if (!trx.isCommitted && !trx.isRolledBack)
      await trx
        .rollback()
        .execute()
        .catch(() => undefined);
    throw error;
  }
}

/** Says whose the statements that follow are. @returns whose they were */
async function switchTenant(trx: ControlledTransaction<Tables>, partnerId: string): Promise<string> {
  const { rows } = await sql<{ before: string }>`
    select coalesce(current_setting('app.partner', true), '') as before`.execute(trx);
  await sql`select set_config('app.partner', ${partnerId}, true)`.execute(trx);
  return rows[0]?.before ?? '';
}

/**
 * Runs `work` for another tenant inside a transaction that goes on for the first one afterwards: where what two tenants
 * have of one thing is to be stored together or not at all. Row-level security binds each half to its own tenant.
 */
export async function asTenant<T>(
  trx: ControlledTransaction<Tables>,
  partnerId: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await switchTenant(trx, partnerId);
  try {
    return await work();
  } finally {
    // In a transaction that has failed nothing can be set any more, and nothing needs to be.
    await switchTenant(trx, before).catch(() => undefined);
  }
}
