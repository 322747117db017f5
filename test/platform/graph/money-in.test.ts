import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { thingIngest, thingRecord, thingsModule } from './support/things.ts';

let room: SubgraphTest;
let partner: TestPartner;

const rate = (date: string, currency: string, units: string): object => ({
  date,
  currency,
  rate: units,
  source: 'A bank',
});
const RATES = [
  rate('2026-05-31', 'USD', '1.25'),
  rate('2026-06-10', 'USD', '1.20'),
  rate('2026-06-10', 'JPY', '160'),
  rate('2026-01-01', 'GBP', '0.85'),
];

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest], rates: RATES as never });
  partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, 'alpha');
  const records = [
    thingRecord({ remoteId: '1', name: '1', code: '120', level: 'USD' }),
    thingRecord({ remoteId: '2', name: '2' }),
  ];
  await room.feeder.feed(connection, records, { area: 'CERTIFICATION' });
});
afterAll(() => room.close());

async function priceIn(args: string): Promise<unknown> {
  const query = `{ things { nodes { price { amount currency in(${args}) { amount currency rate rateDate rateSource } } } } }`;
  const { things } = await room.read<{ things: { nodes: Array<{ price: unknown }> } }>({ as: partner, query });
  return things.nodes.map((node) => node.price)[0];
}

/** The clock of these tests stands on 2026-06-15. */
describe('money in another currency', () => {
  test('is converted at the newest rate of today or before, and says which', async () => {
    expect(await priceIn('currency: "EUR"')).toEqual({
      amount: '120',
      currency: 'USD',
      in: { amount: '100', currency: 'EUR', rate: '0.833333333333', rateDate: '2026-06-10', rateSource: 'A bank' },
    });
    expect(await priceIn('currency: "JPY"')).toMatchObject({ in: { amount: '16000', currency: 'JPY' } });
  });

  test('is converted at the rate of a day that is asked for, and of no day to come', async () => {
    expect(await priceIn('currency: "EUR", on: "2026-06-09"')).toMatchObject({
      in: { amount: '96', rateDate: '2026-05-31' },
    });
    expect(await priceIn('currency: "EUR", on: "2030-01-01"')).toMatchObject({ in: { rateDate: '2026-06-10' } });
  });

  test('is nothing when no rate is known, or only one too old, while the money itself stays', async () => {
    for (const args of ['currency: "CHF"', 'currency: "GBP"', 'currency: "EUR", on: "2026-05-01"']) {
      expect(await priceIn(args)).toEqual({ amount: '120', currency: 'USD', in: null });
    }
  });

  test('in its own currency is the same amount at rate 1', async () => {
    expect(await priceIn('currency: "USD"')).toMatchObject({
      in: { amount: '120', rate: '1', rateDate: '2026-06-15' },
    });
  });

  test('is no money at all where the vendor tells none', async () => {
    const { things } = await room.read<{ things: { nodes: unknown[] } }>({
      as: partner,
      query: '{ things { nodes { price { amount } } } }',
    });
    expect(things.nodes).toEqual([{ price: { amount: '120' } }, { price: null }]);
  });
});
