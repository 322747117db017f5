import { sql } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { ExtensionState } from '../../platform/records/vocabulary.ts';
import { ENDED_STATUSES } from './lifecycle.ts';
import type { ClockKind } from './report-enums.ts';

/** Which dates are asked for. */
export interface ClockQuery {
  readonly withinDays: number;
  /** Uuid of the one partner asked for; null for all that the viewer can see. */
  readonly partnerId: string | null;
  readonly limit: number;
}

export interface ClockRow {
  readonly deal_id: string;
  readonly vendor_id: string;
  readonly kind: ClockKind;
  readonly ends_on: string;
  readonly days_left: number;
  readonly extension: ExtensionState;
}

/** Dates of deals that are still open, today included; soonest first, then in the order of the kinds. */
export async function clockOfDeals(
  trx: ReadTransaction,
  { withinDays, partnerId, limit }: ClockQuery,
): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`
    select deal.id as deal_id, deal.vendor_id, deal.extension, clock.kind, clock.ends_on,
      clock.ends_on - app_today() as days_left
    from deal cross join lateral (values
      (1, 'REGISTRATION_ENDS', deal.protection_ends_on),
      (2, 'PRICE_PROTECTION_ENDS', deal.price_ends_on),
      (3, 'EXTENSION_DEADLINE', case when deal.extension = 'AVAILABLE' then deal.extension_deadline end),
      (4, 'OFFER_LAPSES', case when deal.status = 'OFFERED' then deal.answer_by end)
    ) as clock (place, kind, ends_on)
    where clock.ends_on between app_today() and app_today() + ${withinDays}::integer
      and not deal.status = any(${ENDED_STATUSES}::text[])
      and not deal.deleted_upstream
      and (${partnerId}::uuid is null or deal.partner_id = ${partnerId}::uuid)
    order by clock.ends_on, clock.place, deal.id
    limit ${limit}`.execute(trx);
  return rows;
}
