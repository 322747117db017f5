import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { convertedSql } from '../../platform/money/converted-sql.ts';
import type { RateDay } from '../../platform/money/rate-day.ts';
import type { BenefitRow } from './store.ts';

/** What the report is about. */
export interface RiskQuery {
  readonly withinDays: number;
  /** Uuid of the one partner asked for; null for all that the viewer can see. */
  readonly partnerId: string | null;
}

/** Money at risk of one vendor in one currency. */
export interface RiskCurrency {
  readonly vendor_id: string;
  readonly currency: string;
  readonly benefits: number;
}

export type RiskRow = BenefitRow & {
  readonly deadline: string;
  readonly days_left: number;
  readonly claiming: boolean;
  readonly at_risk: string;
  /** Of all rows that have a rate, also those behind the limit. */
  readonly total: string;
  readonly total_count: number;
};

/** From these nothing more is lost: the money has been paid out, refused, or is gone. */
const SETTLED = ['PAID', 'REJECTED', 'LAPSED'] as const;

const EXPIRY = sql`case when benefit.expires_on >= app_today() then benefit.expires_on end`;
const LAST_CLAIM = sql`case when benefit.claim_by >= app_today() then benefit.claim_by end`;

/** The next of the two dates that has not passed; null when neither is to come. */
const DEADLINE = sql<string>`least(${EXPIRY}, ${LAST_CLAIM})`;

const REMAINING = {
  amount: sql<string>`benefit.remaining_amount`,
  currency: sql<string>`benefit.remaining_currency`,
};

function atRisk(trx: ReadTransaction, { withinDays, partnerId }: RiskQuery) {
  const query = trx
    .selectFrom('benefit')
    .where('benefit.remaining_amount', '>', '0')
    .where('benefit.status', 'not in', SETTLED)
    .where('benefit.deleted_upstream', '=', false)
    .where(sql<SqlBool>`${DEADLINE} <= app_today() + ${withinDays}::integer`);
  return partnerId === null ? query : query.where('benefit.partner_id', '=', partnerId);
}

/** The currencies of the money at risk, with how many benefits each vendor has in each. */
export function currenciesAtRisk(trx: ReadTransaction, query: RiskQuery): Promise<RiskCurrency[]> {
  return atRisk(trx, query)
    .select(['benefit.vendor_id', REMAINING.currency.as('currency'), sql<number>`count(*)`.as('benefits')])
    .groupBy(['benefit.vendor_id', 'benefit.remaining_currency'])
    .orderBy('benefit.vendor_id')
    .orderBy('benefit.remaining_currency')
    .execute();
}

/** Benefits whose money is at risk and has a rate on the day: soonest first, then the largest sum. */
export function benefitsAtRisk(
  trx: ReadTransaction,
  query: RiskQuery,
  day: RateDay,
  limit: number,
): Promise<RiskRow[]> {
  const converted = convertedSql(REMAINING, day) as RawBuilder<string>;
  return atRisk(trx, query)
    .where(sql<SqlBool>`${converted} is not null`)
    .selectAll('benefit')
    .select([
      DEADLINE.as('deadline'),
      sql<number>`${DEADLINE} - app_today()`.as('days_left'),
      sql<boolean>`(${DEADLINE} is not distinct from ${LAST_CLAIM} and ${EXPIRY} is distinct from ${LAST_CLAIM})`.as(
        'claiming',
      ),
      converted.as('at_risk'),
      sql<string>`trim_scale(sum(${converted}) over ())`.as('total'),
      sql<number>`count(*) over ()`.as('total_count'),
    ])
    .orderBy('deadline')
    .orderBy(sql`${converted} desc`)
    .orderBy('benefit.id')
    .limit(limit)
    .execute();
}
