import { sql, type Selectable } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { AllianceTable, ContributionTable } from './alliance-migration.ts';
import type { ContributionInput } from './alliance-types.ts';
import type { AllianceKind } from './alliance-vocabulary.ts';

export type AllianceRow = Selectable<AllianceTable>;
export type ContributionRow = Selectable<ContributionTable>;

/** Most alliances that one partner shows; the latest. */
const MOST_ALLIANCES = 200;

/** An alliance that is to be proposed by the tenant. */
export interface NewAlliance {
  readonly kind: AllianceKind;
  readonly fromId: string;
  readonly toId: string;
  readonly mine: readonly ContributionInput[];
  readonly theirs: readonly ContributionInput[];
}

/** Alliances by row id; those that the viewer is no side of are missing. */
export function alliancesById(trx: ReadTransaction, ids: readonly string[]): Promise<AllianceRow[]> {
  return trx
    .selectFrom('alliance')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** The alliances of several partners, as far as the viewer is a side of them, latest first: one statement for all. */
export async function alliancesOf(
  trx: ReadTransaction,
  partnerIds: readonly string[],
  kind: AllianceKind | null,
): Promise<Array<AllianceRow & { owner_id: string }>> {
  const { rows } = await sql<AllianceRow & { owner_id: string }>`
    select owner.id as owner_id, found.*
    from unnest(${partnerIds}::uuid[]) as owner (id)
    cross join lateral (
      select * from alliance
      where owner.id in (alliance.from_id, alliance.to_id) and (${kind}::text is null or alliance.kind = ${kind}::text)
      order by alliance.proposed_at desc, alliance.id limit ${MOST_ALLIANCES}
    ) as found`.execute(trx);
  return rows;
}

/** What the sides of several alliances bring; the proposing side's first. */
export async function contributionsOf(
  trx: ReadTransaction,
  allianceIds: readonly string[],
): Promise<ContributionRow[]> {
  return trx
    .selectFrom('contribution')
    .innerJoin('alliance', 'alliance.id', 'contribution.alliance_id')
    .selectAll('contribution')
    .where('contribution.alliance_id', 'in', [...allianceIds])
    .orderBy('contribution.alliance_id')
    .orderBy(sql`contribution.partner_id <> alliance.from_id`)
    .orderBy('contribution.place')
    .execute();
}

/** Stores a proposal. @returns its id; null when the two have one that is open or active */
export async function insertAlliance(trx: WriteTransaction, alliance: NewAlliance, now: Date): Promise<string | null> {
  const { kind, fromId, toId, mine, theirs } = alliance;
  const stored = await trx
    .insertInto('alliance')
    .values({ kind, from_id: fromId, to_id: toId, proposed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) return null;
  const side = (partnerId: string, brought: readonly ContributionInput[]): ContributionRow[] =>
    brought.map((each, place) => ({
      alliance_id: stored.id,
      partner_id: partnerId,
      place,
      kind: each.kind,
      detail: each.detail.trim(),
    }));
  const contributions = [...side(fromId, mine), ...side(toId, theirs)];
  if (contributions.length > 0) await trx.insertInto('contribution').values(contributions).execute();
  return stored.id;
}

/** Answers a proposal made to the tenant; leaves everything else as it is. @returns whether it was answered now */
export async function answerProposal(trx: WriteTransaction, id: string, accept: boolean, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('alliance')
    .set({
      state: accept ? 'ACTIVE' : 'DECLINED',
      since: accept ? sql<string>`app_today()` : null,
      answered_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'PROPOSED')
    .where('to_id', '=', sql<string>`app_partner()`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
