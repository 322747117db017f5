import { sql, type RawBuilder } from 'kysely';
import { minorUnits } from './currency.ts';
import { requireDecimal } from './decimal.ts';
import type { RateDay } from './rate-day.ts';

/** Columns of an amount and its currency. */
export interface MoneyColumns {
  readonly amount: RawBuilder<unknown>;
  readonly currency: RawBuilder<unknown>;
}

/**
 * Money in a row, converted as `RateDay.convert` does it, to the last digit: rounded half to even to the currency's minor
 * units, and exact where it is in that currency already. Null where the amount is null or its currency has no rate.
 *
 * Whole minor units and their remainder are both exact in the database, so that nothing is rounded twice.
 */
export function convertedSql({ amount, currency }: MoneyColumns, day: RateDay): RawBuilder<string | null> {
  const into = day.perEuro[day.currency];
  const own = sql`when ${currency} = ${day.currency} then trim_scale(${amount})`;
  if (into === undefined) return sql<string | null>`case ${own} end`;
  const digits = minorUnits(day.currency);
  const scaled = requireDecimal(into, 'rate')
    .times(10 ** digits)
    .toFixed();
  const rate = sql`(${JSON.stringify(day.perEuro)}::jsonb ->> ${currency})::numeric`;
  const product = sql`(abs(${amount}) * ${scaled}::numeric)`;
  const whole = sql`div(${product}, ${rate})`;
  const twice = sql`2 * mod(${product}, ${rate})`;
  const up = sql`case when ${twice} > ${rate} or (${twice} = ${rate} and mod(${whole}, 2) = 1) then 1 else 0 end`;
  const unit = (10 ** -digits).toFixed(digits);
  return sql<string | null>`case ${own} else trim_scale(sign(${amount}) * (${whole} + ${up}) * ${unit}::numeric) end`;
}
