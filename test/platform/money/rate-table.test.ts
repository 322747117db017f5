import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minorUnits } from '../../../platform/money/currency.ts';
import { Decimal, requireDecimal } from '../../../platform/money/decimal.ts';
import { money } from '../../../platform/money/money.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates, RateTable, type ReferenceRate } from '../../../platform/money/rates.ts';

const quoted = (date: string, currency: string, rate: string, source = 'bank'): ReferenceRate => ({
  date,
  currency,
  rate,
  source,
});

const table = new RateTable([
  quoted('2026-02-28', 'USD', '1.10'),
  quoted('2026-01-31', 'USD', '1.05'),
  quoted('2026-01-31', 'JPY', '160', 'other bank'),
  quoted('2026-02-28', 'KWD', '0.336'),
]);

const TODAY = '2026-03-10';
const convert = (
  amount: string,
  from: string,
  to: string,
  on: string | null = null,
): ReturnType<RateTable['convert']> => table.convert(money(amount, from), to, on, TODAY);

describe('money is converted', () => {
  test('at the newest rate of the day or before, and says which', () => {
    expect(convert('100', 'EUR', 'USD')).toEqual({
      amount: '110',
      currency: 'USD',
      rate: '1.1',
      rateDate: '2026-02-28',
      rateSource: 'bank',
    });
    expect(convert('100', 'EUR', 'USD', '2026-02-28')).toMatchObject({ amount: '110', rateDate: '2026-02-28' });
    expect(convert('100', 'EUR', 'USD', '2026-02-27')).toMatchObject({ amount: '105', rateDate: '2026-01-31' });
  });

  test('back into the base currency by the same rate', () => {
    expect(convert('110', 'USD', 'EUR')).toMatchObject({ amount: '100', rate: '0.909090909091', rateSource: 'bank' });
  });

  test('between two others over the euro: the older of the two days is the one named, and both sources', () => {
    expect(convert('1.10', 'USD', 'JPY')).toEqual({
      amount: '160',
      currency: 'JPY',
      rate: '145.454545455',
      rateDate: '2026-01-31',
      rateSource: 'bank + other bank',
    });
  });

  test('naming the older day also when it is that of the money converted from', () => {
    expect(convert('160', 'JPY', 'USD')).toMatchObject({ amount: '1.1', rateDate: '2026-01-31' });
  });

  test('to the minor units of the new currency, half to even', () => {
    expect(convert('0.05', 'EUR', 'USD')?.amount).toBe('0.06');
    expect(convert('0.15', 'EUR', 'USD')?.amount).toBe('0.16');
    expect(convert('1', 'EUR', 'KWD')?.amount).toBe('0.336');
    expect(convert('0.003125', 'EUR', 'JPY')?.amount).toBe('0');
    expect(convert('0.009375', 'EUR', 'JPY')?.amount).toBe('2');
  });

  test('for a day to come as if today: there are no rates of the future', () => {
    expect(convert('100', 'EUR', 'USD', '2027-12-31')).toEqual(convert('100', 'EUR', 'USD', null));
  });

  test('not at all when the rate is older than 45 days, not yet there, or of an unknown currency', () => {
    const on = (day: string): unknown => table.convert(money('1', 'EUR'), 'JPY', day, '2026-12-31');
    expect(on('2026-03-17')).toMatchObject({ rateDate: '2026-01-31' });
    expect(on('2026-03-18')).toBeNull();
    expect(on('2026-01-30')).toBeNull();
    expect(convert('1', 'EUR', 'CHF')).toBeNull();
    expect(convert('1', 'CHF', 'EUR')).toBeNull();
  });

  test('into its own currency without loss, known rate or not', () => {
    const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String);
    fc.assert(
      fc.property(amount, fc.constantFrom('EUR', 'USD', 'CHF', 'JPY'), (text, currency) => {
        const value = money(`${text}.0001`, currency);
        expect(table.convert(value, currency, null, TODAY)).toEqual({
          ...value,
          rate: '1',
          rateDate: TODAY,
          rateSource: 'identity',
        });
      }),
    );
  });

  test('only when the currency and the days are ones', () => {
    expect(() => convert('1', 'EUR', 'usd')).toThrow('currency: expected an ISO 4217 code, came "usd"');
    expect(() => convert('1', 'EUR', 'USD', '2026-02-30')).toThrow('date: expected a calendar date, came "2026-02-30"');
    expect(() => table.convert({ amount: 'NaN', currency: 'EUR' }, 'USD', null, TODAY)).toThrow('amount: expected');
  });
});

describe('the table that comes with the project', () => {
  test('says of every rate that it is illustrative', async () => {
    const rates = await loadRates(ILLUSTRATIVE_RATES_FILE);
    for (const currency of rates.currencies.filter((code) => code !== 'EUR')) {
      expect(rates.convert(money('1', 'EUR'), currency, null, '2026-11-30')?.rateSource).toBe('illustrative');
    }
  });

  test('converts on every day from its first to 45 days after its last', async () => {
    const rates = await loadRates(ILLUSTRATIVE_RATES_FILE);
    expect(rates.currencies).toEqual(
      expect.arrayContaining(['AUD', 'CAD', 'CHF', 'CNY', 'EUR', 'GBP', 'INR', 'JPY', 'PLN', 'SEK', 'USD']),
    );
    for (let day = Date.UTC(2025, 0, 31); day <= Date.UTC(2027, 0, 14); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      for (const currency of rates.currencies)
        expect(rates.convert(money('1', 'USD'), currency, null, date)).not.toBeNull();
    }
  });

  test('brings money there and back within one minor unit of the coarser currency', async () => {
    const rates = await loadRates(ILLUSTRATIVE_RATES_FILE);
    const code = fc.constantFrom(...rates.currencies);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), code, code, (units, from, to) => {
        const unit = (currency: string): Decimal => new Decimal(10).pow(-minorUnits(currency));
        const start = new Decimal(units.toString()).times(unit(from));
        const there = rates.convert({ amount: start.toFixed(), currency: from }, to, null, '2026-06-15');
        const back = there && rates.convert({ amount: there.amount, currency: to }, from, null, '2026-06-15');
        if (!there || !back) throw new Error('the table has no such rate');
        const coarser = Decimal.max(unit(from), unit(to).times(back.rate));
        expect(requireDecimal(back.amount).minus(start).abs().lessThanOrEqualTo(coarser)).toBe(true);
      }),
    );
  });

  test('converts parts to what the whole converts to, within half a minor unit a part', async () => {
    const rates = await loadRates(ILLUSTRATIVE_RATES_FILE);
    const cents = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1, maxLength: 10 });
    const inYen = (value: Decimal): Decimal => {
      const converted = rates.convert({ amount: value.toFixed(), currency: 'USD' }, 'JPY', null, '2026-06-15');
      return requireDecimal(converted?.amount ?? '');
    };
    fc.assert(
      fc.property(cents, (parts) => {
        const dollars = parts.map((part) => new Decimal(part).dividedBy(100));
        const whole = inYen(Decimal.sum(...dollars));
        const summed = Decimal.sum(...dollars.map(inYen));
        expect(
          whole
            .minus(summed)
            .abs()
            .lessThanOrEqualTo((parts.length + 1) / 2),
        ).toBe(true);
      }),
    );
  });
});
