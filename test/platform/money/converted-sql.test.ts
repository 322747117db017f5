import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { convertedSql } from '../../../platform/money/converted-sql.ts';
import { rateDayOf } from '../../../platform/money/rate-day.ts';
import { RateTable } from '../../../platform/money/rates.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const TODAY = '2026-06-15';
const CURRENCIES = ['EUR', 'USD', 'JPY', 'KWD', 'GBP', 'XAF', 'NOPE'] as const;

let owned: TestDatabase;
let database: Database;

beforeAll(async () => {
  owned = await createTestDatabase();
  database = openDatabase({ url: owned.url, max: 1, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await database.close();
  await owned.drop();
});

interface Amount {
  readonly amount: string | null;
  readonly currency: string | null;
}

/** As many amounts as there are, converted in one statement. */
async function converted(amounts: readonly Amount[], rates: RateTable, to: string): Promise<Array<string | null>> {
  const from = amounts.flatMap(({ currency }) => currency ?? []);
  const day = rateDayOf(rates, { from, to, today: TODAY });
  const columns = { amount: sql`each_one.amount`, currency: sql`each_one.currency` };
  const { rows } = await sql<{ value: string | null }>`
    select ${convertedSql(columns, day)} as value
    from jsonb_to_recordset(${JSON.stringify(amounts.map((each, place) => ({ ...each, place })))}::jsonb)
      as each_one (amount numeric, currency text, place integer)
    order by place`.execute(database.kysely);
  return rows.map((row) => row.value);
}

function tableOf(perEuro: Readonly<Record<string, string>>): RateTable {
  return new RateTable(
    Object.entries(perEuro).map(([currency, rate]) => ({ date: '2026-06-12', currency, rate, source: 'the tests' })),
  );
}

test('the database converts to the last digit as the code does', async () => {
  const amount = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 1, max: 6 }))
    .map(([negative, value, scale]) => {
      const digits = String(value).padStart(scale + 1, '0');
      return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    });
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
    .map(([value, scale]) => (value / 10 ** scale).toFixed(scale));
  const money = fc.record({ amount: fc.option(amount), currency: fc.constantFrom(...CURRENCIES) });
  await fc.assert(
    fc.asyncProperty(
      fc.record({ USD: rate, JPY: rate, KWD: rate, GBP: rate }),
      fc.array(money, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'XAF'),
      async (perEuro, amounts, to) => {
        const rates = tableOf(perEuro);
        const from = amounts.map(({ currency }) => currency);
        const day = rateDayOf(rates, { from, to, today: TODAY });
        const expected = amounts.map(({ amount: value, currency }) =>
          value === null ? null : (day.convert({ amount: value, currency })?.amount ?? null),
        );
        expect(await converted(amounts, rates, to)).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('halves go to the even neighbour, on both sides of zero', async () => {
  const rates = tableOf({ USD: '2' });
  const amounts = ['0.01', '0.03', '0.05', '-0.01', '-0.03', '0.0101'].map((amount) => ({ amount, currency: 'USD' }));
  expect(await converted(amounts, rates, 'EUR')).toEqual(['0', '0.02', '0.02', '0', '-0.02', '0.01']);
});

test('money that is in the currency already keeps every digit, and loses only zeros', async () => {
  const amounts = ['1.005', '100.00', '12345678901234567.891'].map((amount) => ({ amount, currency: 'EUR' }));
  expect(await converted(amounts, tableOf({}), 'EUR')).toEqual(['1.005', '100', '12345678901234567.891']);
  expect(await converted([{ amount: '1.0050', currency: 'XAF' }], tableOf({}), 'XAF')).toEqual(['1.005']);
});

test('nothing, and what has no rate, is null', async () => {
  const amounts = [
    { amount: null, currency: null },
    { amount: '1', currency: 'GBP' },
    { amount: '1', currency: 'NOPE' },
  ];
  expect(await converted(amounts, tableOf({ USD: '2' }), 'EUR')).toEqual([null, null, null]);
  expect(await converted([{ amount: '1', currency: 'USD' }], tableOf({ USD: '2' }), 'XAF')).toEqual([null]);
});
