import type { Ingest, IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest, type ChangedRow } from '../../platform/ingest/mirror-ingest.ts';
import type { MembershipRecord } from '../../platform/records/records.ts';
import { retireSecondHand, withoutFirstHand } from './second-hand.ts';
import { certificationFactIngest, wonDealFactIngest } from './standing/ingests.ts';

/**
 * What a membership's row id is made from: its program, so that deals and benefits can point at it without asking; its
 * portfolio where the program has them; and the distributor where the vendor names one, since a reseller may stand in
 * one program under several.
 */
function membershipKey(record: MembershipRecord): string {
  const portfolio = record.portfolio === null ? '' : `/${record.portfolio}`;
  const distributor = record.distributor === null ? '' : `@${record.distributor.scheme}:${record.distributor.value}`;
  return `${record.program}${portfolio}${distributor}`;
}

/** Moves from one tier to another, as lines of the membership's history. The first sight of a tier is no move. */
async function writeTierMoves(
  trx: WriteTransaction,
  origin: IngestOrigin,
  changed: ReadonlyArray<ChangedRow<MembershipRecord>>,
): Promise<void> {
  const moves = changed.flatMap(({ id, record, before }) => {
    if (before === null || before['tier'] === record.tier) return [];
    return {
      membership_id: id,
      partner_id: origin.partnerId,
      vendor_id: origin.vendorId,
      at: record.remoteUpdatedAt === null ? origin.fetchedAt : new Date(record.remoteUpdatedAt),
      from_tier: before['tier'] as string | null,
      to_tier: record.tier,
    };
  });
  if (moves.length > 0) await trx.insertInto('membership_change').values(moves).execute();
}

const mirrored: Ingest<MembershipRecord> = createMirrorIngest<MembershipRecord>({
  kind: 'membership',
  table: 'membership',
  changeKind: 'MEMBERSHIP',
  area: 'MEMBERSHIP',
  key: membershipKey,
  // An API that knows the membership and not its tier does not take away the tier that a file told.
  yieldsTo: (record, row) => record.tier === null && row['tier'] !== null,
  columns: (record) => ({
    program: record.program,
    portfolio: record.portfolio,
    tier: record.tier,
    tier_since: record.tierSince,
    review_on: record.reviewOn,
    manager_name: record.accountManager?.name ?? null,
    manager_email: record.accountManager?.email ?? null,
    manager_title: record.accountManager?.title ?? null,
    specializations: record.specializations.map(({ name, code, since, expiresOn }) => ({
      name,
      code,
      since,
      expiresOn,
    })),
    distribution: record.distribution,
    distributor_scheme: record.distributor?.scheme ?? null,
    distributor_value: record.distributor?.value ?? null,
    distributor_name: record.distributor?.name ?? null,
  }),
  after: async (trx, origin, changed) => {
    await writeTierMoves(trx, origin, changed);
    if (origin.toldBy === undefined) await retireSecondHand(trx, origin, changed);
  },
});

/** Takes membership records in. What a partner's own connections tell of it wins over what a distributor tells. */
export const membershipIngest: Ingest<MembershipRecord> = {
  ...mirrored,
  async store(trx, origin, records) {
    const kept = origin.toldBy === undefined ? records : await withoutFirstHand(trx, origin, records);
    const counts = await mirrored.store(trx, origin, kept);
    return { ...counts, unchanged: counts.unchanged + records.length - kept.length };
  },
};

/** All that this room takes in: its own records, and of those of other domains what standing is measured by. */
export const programIngests = [membershipIngest, certificationFactIngest, wonDealFactIngest] as const;
