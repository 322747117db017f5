import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { entryBy, type Act } from '../../../platform/audit/audit-entry.ts';
import type { ChainVerdict } from '../../../platform/audit/verify-chain.ts';
import { verifyAuditChain, type ChainAnchor } from '../../../platform/audit/verify-chain.ts';
import { writeAudit } from '../../../platform/audit/write-audit.ts';
import type { MigratedDatabase } from '../../support/migrated-database.ts';

/** A tenant with an audit log. */
export async function addTenant(db: MigratedDatabase, name = 'A partner'): Promise<string> {
  const id = randomUUID();
  await db.addPartner(id, name);
  return id;
}

/** Writes one entry of a tenant's own. */
export async function write(db: MigratedDatabase, partnerId: string, act: Partial<Act> = {}): Promise<void> {
  const entry = entryBy({ partnerId, subject: 'user:tester' }, { action: 'doThing', ...act });
  await db.as(partnerId, (trx) => writeAudit(trx, entry));
}

export interface WrittenEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly actor_partner: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly detail: Record<string, unknown> | null;
}

/** A tenant's log as the tenant sees it, oldest first. */
export async function entriesOf(db: Pick<MigratedDatabase, 'as'>, partnerId: string): Promise<WrittenEntry[]> {
  return db.as(partnerId, (trx) =>
    trx
      .selectFrom('audit')
      .select(['seq', 'at', 'actor', 'actor_partner', 'action', 'target', 'outcome', 'detail'])
      .orderBy('seq')
      .execute(),
  );
}

export function verify(
  db: MigratedDatabase,
  partnerId: string,
  anchor: ChainAnchor | null = null,
): Promise<ChainVerdict> {
  return verifyAuditChain(db.database.kysely, partnerId, { now: new Date(), anchor });
}

/** What somebody can do who may switch the triggers off: the tables' owner, or a superuser. */
export async function tamper(db: MigratedDatabase, statement: string): Promise<void> {
  await db.database.kysely.transaction().execute(async (one) => {
    for (const table of ['audit', 'audit_head']) {
      await sql.raw(`alter table ${table} disable trigger user, no force row level security`).execute(one);
    }
    await sql.raw(statement).execute(one);
    for (const [table, triggers] of [
      ['audit', ['chain', 'advance', 'only_added']],
      ['audit_head', ['guarded', 'only_added']],
    ] as const) {
      await sql.raw(`alter table ${table} enable trigger user, force row level security`).execute(one);
      for (const name of triggers) await sql.raw(`alter table ${table} enable always trigger ${name}`).execute(one);
    }
  });
}
