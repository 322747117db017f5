import { sql, type Selectable } from 'kysely';
import type { RoutedFeedTable } from '../../platform/db/migrations/routing.ts';
import { asTenant } from '../../platform/db/tenant-scope.ts';
import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { RecordKind } from '../../platform/records/records.ts';
import { agreedResellers } from '../../subgraphs/partners/index.ts';
import type { IngestTable } from './ingests.ts';

type Origin = Omit<IngestOrigin, 'fetchedAt'>;

/** The origin of another partner's records that a connection brings. */
export function originFor<O extends Origin>(origin: O, partnerId: string): O & { readonly toldBy: string } {
  return { ...origin, partnerId, toldBy: origin.partnerId };
}

/**
 * Notes that a run has brought something of another partner's.
 * @param changed whether anything of it is new or different
 */
export async function noteRouted(
  trx: WriteTransaction,
  origin: Origin,
  partnerId: string,
  changed: boolean,
): Promise<void> {
  await trx
    .insertInto('routed_feed')
    .values({
      connection_id: origin.connectionId,
      feed: origin.feed,
      partner_id: partnerId,
      teller_id: origin.partnerId,
      vendor_id: origin.vendorId,
      area: origin.area,
      seen_run: origin.runId,
      last_success_at: null,
      pending: changed,
    })
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'feed', 'partner_id']).doUpdateSet({
        seen_run: origin.runId,
        area: origin.area,
        gone: false,
        pending: sql<boolean>`routed_feed.pending or ${changed}::boolean`,
      }),
    )
    .execute();
}

/** How a run of a feed ended. */
export interface RoutedEnd {
  readonly now: Date;
  /** It read everything, so what it did not see is gone. */
  readonly tellsGone: boolean;
}

async function endFor(
  trx: WriteTransaction,
  { seen_run: seenRun, partner_id: partnerId }: Selectable<RoutedFeedTable>,
  of: { readonly origin: Origin; readonly ingests: IngestTable; readonly kinds: readonly RecordKind[] },
  end: RoutedEnd & { readonly agreed: boolean },
): Promise<number> {
  const { origin, ingests, kinds } = of;
  const { tellsGone, agreed, now } = end;
  let deleted = 0;
  if (tellsGone) {
    await asTenant(trx, partnerId, async () => {
      for (const ingest of kinds.flatMap((kind) => ingests[kind])) {
        deleted += await ingest.markUnseen(trx, originFor(origin, partnerId), now);
      }
    });
  }
  const gone = tellsGone && seenRun !== origin.runId;
  await trx
    .updateTable('routed_feed')
    .set({
      ...(deleted > 0 || gone ? { pending: true } : {}),
      ...(gone ? { gone } : {}),
      // Without leave nothing more is told, so what there is grows old.
      ...(agreed && !gone ? { last_success_at: now } : {}),
    })
    .where('connection_id', '=', origin.connectionId)
    .where('feed', '=', origin.feed)
    .where('partner_id', '=', partnerId)
    .execute();
  return deleted;
}

/**
 * Ends a complete run for the partners of whom it tells, or told before: marks what is gone of theirs, and notes how
 * current the rest is.
 * @returns how many rows were marked
 */
export async function endRouted(
  trx: WriteTransaction,
  of: { readonly origin: Origin; readonly ingests: IngestTable; readonly kinds: readonly RecordKind[] },
  end: RoutedEnd,
): Promise<number> {
  const { origin } = of;
  const rows = await trx
    .selectFrom('routed_feed')
    .selectAll()
    .where('connection_id', '=', origin.connectionId)
    .where('feed', '=', origin.feed)
    .where('teller_id', '=', origin.partnerId)
    .where('gone', '=', false)
    .orderBy('partner_id')
    .execute();
  const agreed = await agreedResellers(
    trx,
    rows.map((row) => row.partner_id),
  );
  let deleted = 0;
  for (const row of rows) deleted += await endFor(trx, row, of, { ...end, agreed: agreed.has(row.partner_id) });
  return deleted;
}
