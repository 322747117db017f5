import { isCurrencyCode } from './currency.ts';
import type { Money } from './money.ts';
import type { ConvertedMoney, RateTable } from './rate-table.ts';

/** Rates of one calendar date, towards one currency: what makes sums over several currencies one answer. */
export interface RateDay {
  /** The one date that every amount is converted at. */
  readonly date: string;
  /** The currency that is converted to. */
  readonly currency: string;
  /** Units for one euro of each currency that has a rate on the date. */
  readonly perEuro: Readonly<Record<string, string>>;
  /** Money at the date's rate; null when its currency has none. */
  convert(value: Money): ConvertedMoney | null;
  /**
   * A sum of converted amounts.
   * @param amount the sum, in the currency that was converted to
   * @param currencies what the summed amounts were in; of several, each at its own rate, the shown rate is 1
   */
  sumOf(amount: string, currencies: readonly string[]): ConvertedMoney;
}

/** What an answer is converted from and to. */
export interface RateDayQuery {
  /** Every currency in the answer. A vendor's code that is no currency counts as one without a rate. */
  readonly from: readonly string[];
  readonly to: string;
  /** Calendar date. */
  readonly today: string;
}

/**
 * Finds the newest date on or before today on which all the currencies that have a rate have one, so that a whole answer
 * is converted at one rate date. A currency that has none there is missing.
 */
export function rateDayOf(rates: RateTable, { from, to, today }: RateDayQuery): RateDay {
  const known = [...new Set(from)].filter(isCurrencyCode);
  const convertOn = (value: Money, date: string): ConvertedMoney | null =>
    isCurrencyCode(value.currency) ? rates.convert(value, to, date, today) : null;
  let date = today;
  for (;;) {
    const dates = known.flatMap((currency) => convertOn({ amount: '1', currency }, date)?.rateDate ?? []);
    const oldest = dates.reduce((least, next) => (next < least ? next : least), date);
    if (oldest === date) break;
    date = oldest;
  }
  const perEuro = rates.perEuro(date);
  return {
    date,
    currency: to,
    perEuro,
    convert: (value) => convertOn(value, date),
    sumOf: (amount, currencies) => {
      const each = [...new Set(currencies)].flatMap((currency) => convertOn({ amount: '1', currency }, date) ?? []);
      const sources = each.map(({ rateSource }) => rateSource).filter((source) => source !== 'identity');
      return {
        amount,
        currency: to,
        rate: each.length === 1 ? (each[0]?.rate ?? '1') : '1',
        rateDate: date,
        rateSource: sources.length === 0 ? 'identity' : [...new Set(sources)].toSorted().join(' + '),
      };
    },
  };
}
