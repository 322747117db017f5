import { addDays, isCalendarDate } from '../records/dates.ts';
import { isCurrencyCode } from './currency.ts';
import { Decimal, decimalText, requireDecimal } from './decimal.ts';
import { MoneyError } from './money-error.ts';
import { roundToMinorUnits, type Money } from './money.ts';

/** The currency that all rates are quoted against. */
export const BASE_CURRENCY = 'EUR';

/** A rate may stand in for a later day for this long: month-end tables have gaps of 31 days, and come late. */
export const LONGEST_RATE_AGE_DAYS = 45;

/** One reference rate. */
export interface ReferenceRate {
  /** Calendar date it is of. */
  readonly date: string;
  readonly currency: string;
  /** Units of the currency for one euro; exact decimal text, above 0. */
  readonly rate: string;
  /** Who published it. */
  readonly source: string;
}

/** Money at a reference rate, with where the rate is from. */
export interface ConvertedMoney extends Money {
  /** Units of the new currency for one of the old, to 12 significant digits; the amount itself was not made from it. */
  readonly rate: string;
  /** Calendar date of the rate: of the older one, where two were crossed. */
  readonly rateDate: string;
  readonly rateSource: string;
}

/** Digits of the shown rate. */
const SHOWN_RATE_DIGITS = 12;

/** Reference rates by currency and date. */
export class RateTable {
  private readonly byCurrency: ReadonlyMap<string, readonly ReferenceRate[]>;

  /** @param rates at most one for a currency and date; in any order */
  constructor(rates: readonly ReferenceRate[]) {
    const sorted = [...rates].sort((a, b) => (a.date < b.date ? -1 : 1));
    this.byCurrency = Map.groupBy(sorted, (rate) => rate.currency);
  }

  /** Currencies that money can be converted to and from, the base included, in alphabetical order. */
  get currencies(): readonly string[] {
    return [BASE_CURRENCY, ...this.byCurrency.keys()].sort();
  }

  /**
   * Converts at the newest rate of the day or before, at most 45 days old, crossing over the euro. Rounded half to even
   * to the new currency's minor units; money that is in that currency already comes back exact, at rate 1.
   * @param on day to convert at; null for today. There are no rates of the future: a later day than today counts as today
   * @param today calendar date
   * @returns null when a rate is missing or too old
   * @throws MoneyError when the amount, a currency or a date is not one
   */
  convert(value: Money, to: string, on: string | null, today: string): ConvertedMoney | null {
    const amount = requireDecimal(value.amount, 'amount');
    for (const currency of [value.currency, to]) {
      if (!isCurrencyCode(currency))
        throw new MoneyError(`currency: expected an ISO 4217 code, came ${JSON.stringify(currency)}`);
    }
    const day = effectiveDay(on, today);
    if (value.currency === to) {
      return { amount: decimalText(amount), currency: to, rate: '1', rateDate: day, rateSource: 'identity' };
    }
    const from = this.rateOn(value.currency, day);
    const into = this.rateOn(to, day);
    if (from === null || into === null) return null;
    // Multiplied before divided: the product is exact, so one rounding decides the last digit.
    const converted = amount.times(into.rate).dividedBy(from.rate);
    return {
      amount: decimalText(roundToMinorUnits(converted, to)),
      currency: to,
      rate: new Decimal(into.rate).dividedBy(from.rate).toSignificantDigits(SHOWN_RATE_DIGITS).toFixed(),
      rateDate: from.date < into.date ? from.date : into.date,
      rateSource: [...new Set([from, into].filter(isQuoted).map((rate) => rate.source))].join(' + '),
    };
  }

  /** The rate of every currency that has one on a day, the base included: for comparing values of several currencies. */
  perEuro(today: string): Readonly<Record<string, string>> {
    const rates = this.currencies.map((currency) => [currency, this.rateOn(currency, today)?.rate] as const);
    return Object.fromEntries(rates.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  private rateOn(currency: string, day: string): ReferenceRate | null {
    if (currency === BASE_CURRENCY) return { date: day, currency, rate: '1', source: 'identity' };
    const newest = this.byCurrency.get(currency)?.findLast((rate) => rate.date <= day);
    if (newest === undefined || newest.date < addDays(day, -LONGEST_RATE_AGE_DAYS)) return null;
    return newest;
  }
}

/** The base currency has no rate of its own in the table. */
function isQuoted(rate: ReferenceRate): boolean {
  return rate.currency !== BASE_CURRENCY;
}

function effectiveDay(on: string | null, today: string): string {
  for (const date of [on ?? today, today]) {
    if (!isCalendarDate(date))
      throw new MoneyError(`date: expected a calendar date, came ${JSON.stringify(date.slice(0, 30))}`);
  }
  return on === null || on > today ? today : on;
}
