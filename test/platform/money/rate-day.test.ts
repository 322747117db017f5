import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../platform/records/dates.ts';
import { rateDayOf } from '../../../platform/money/rate-day.ts';
import { RateTable, type ReferenceRate } from '../../../platform/money/rates.ts';

const TODAY = '2026-06-15';

function rate(date: string, currency: string, perEuro: string, source = 'one'): ReferenceRate {
  return { date, currency, rate: perEuro, source };
}

describe('the one rate date of an answer', () => {
  const rates = new RateTable([
    rate('2026-06-12', 'USD', '1.25'),
    rate('2026-05-29', 'USD', '1.2'),
    rate('2026-05-29', 'JPY', '160', 'two'),
    rate('2026-04-01', 'GBP', '0.85'),
  ]);

  test('is the newest on which all of its currencies have a rate', () => {
    const day = rateDayOf(rates, { from: ['USD', 'JPY', 'EUR'], to: 'EUR', today: TODAY });
    expect(day.date).toBe('2026-05-29');
    for (const currency of ['USD', 'JPY', 'EUR']) {
      expect(day.convert({ amount: '100', currency })?.rateDate).toBe('2026-05-29');
    }
    expect(day.convert({ amount: '120', currency: 'USD' })).toMatchObject({ amount: '100', rate: '0.833333333333' });
  });

  test('is the newest of a single currency, and today where nothing needs a rate', () => {
    expect(rateDayOf(rates, { from: ['USD'], to: 'EUR', today: TODAY }).date).toBe('2026-06-12');
    expect(rateDayOf(rates, { from: ['USD'], to: 'USD', today: TODAY }).date).toBe(TODAY);
    expect(rateDayOf(rates, { from: [], to: 'USD', today: TODAY }).date).toBe(TODAY);
  });

  test('is not held up by a currency without a rate, or a code that is no currency', () => {
    const day = rateDayOf(rates, { from: ['USD', 'GBP', 'XAF', 'NOPE'], to: 'EUR', today: TODAY });
    expect(day.date).toBe('2026-06-12');
    for (const currency of ['GBP', 'XAF', 'NOPE']) expect(day.convert({ amount: '1', currency })).toBeNull();
  });

  test('a sum of one currency shows its rate, of several the rate 1 and every source', () => {
    const day = rateDayOf(rates, { from: ['USD', 'JPY'], to: 'EUR', today: TODAY });
    const shown = { currency: 'EUR', rateDate: '2026-05-29' };
    expect(day.sumOf('7', ['USD'])).toEqual({ ...shown, amount: '7', rate: '0.833333333333', rateSource: 'one' });
    expect(day.sumOf('7', ['USD', 'JPY'])).toEqual({ ...shown, amount: '7', rate: '1', rateSource: 'one + two' });
    expect(day.sumOf('0', [])).toEqual({ ...shown, amount: '0', rate: '1', rateSource: 'identity' });
  });

  test('is one for every currency that is converted, whatever the table', () => {
    const dated = fc.record({
      date: fc.integer({ min: -60, max: 3 }).map((days) => addDays(TODAY, days)),
      currency: fc.constantFrom('USD', 'JPY', 'GBP', 'CHF'),
      rate: fc.constant('2'),
      source: fc.constant('one'),
    });
    const table = fc.uniqueArray(dated, { selector: ({ date, currency }) => `${date} ${currency}`, maxLength: 20 });
    const currency = fc.constantFrom('USD', 'JPY', 'GBP', 'CHF', 'EUR', 'XAF');
    fc.assert(
      fc.property(table, fc.uniqueArray(currency), currency, (all, from, to) => {
        const day = rateDayOf(new RateTable(all), { from, to, today: TODAY });
        const dates = from.flatMap((each) => day.convert({ amount: '1', currency: each })?.rateDate ?? []);
        expect(dates).toEqual(dates.map(() => day.date));
        expect(day.date <= TODAY).toBe(true);
      }),
    );
  });
});
