import { sql } from 'kysely';
import { inTenantTransaction } from '../../../../platform/db/tenant-scope.ts';
import { answerProposal, insertAlliance } from '../../../../subgraphs/partners/alliance-store.ts';
import type { AllianceKind } from '../../../../subgraphs/partners/alliance-vocabulary.ts';
import { testScope, type MigratedDatabase } from '../../../support/migrated-database.ts';

/** Two partners by uuid: the one that proposes, and the other. */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

/**
 * Has one partner propose an alliance, each under its own rights.
 * @param answer of the other: true or false; null leaves it without one
 */
export async function ally(
  db: MigratedDatabase,
  { from, to }: Pair,
  { kind = 'SOURCES_FROM', answer = true }: { kind?: AllianceKind; answer?: boolean | null } = {},
): Promise<string> {
  const now = new Date();
  const as = <T>(id: string, work: Parameters<typeof inTenantTransaction<T>>[2]): Promise<T> =>
    inTenantTransaction(db.database.kysely, testScope(id), work);
  const id = await as(from, (trx) => insertAlliance(trx, { kind, fromId: from, toId: to, mine: [], theirs: [] }, now));
  if (id === null) throw new Error('there is such an alliance already');
  if (answer !== null) await as(to, (trx) => answerProposal(trx, id, answer, now));
  return id;
}

/** Ends an alliance. No partner can yet, so it is done as the table's owner, past the policies. */
export async function endAlliance(db: MigratedDatabase, id: string): Promise<void> {
  await db.database.kysely.transaction().execute(async (trx) => {
    await sql`alter table alliance no force row level security`.execute(trx);
    const ended = await trx.updateTable('alliance').set({ state: 'ENDED' }).where('id', '=', id).executeTakeFirst();
    if (ended.numUpdatedRows !== 1n) throw new Error('there is no such alliance');
    await sql`alter table alliance force row level security`.execute(trx);
  });
}
