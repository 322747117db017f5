import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ibmAccount } from '../../../sandbox/ibm/accounts.ts';
import { customersOf } from '../../../sandbox/kernel/customers.ts';
import { OPTIONS, POOLS, SEED, USAGE, listOf, startIbm } from './support.ts';
import type { IbmSandbox, WireObject } from './support.ts';

const id = (partner: number) => ibmAccount(SEED, partner).partnerId;
const credits = (pools: readonly WireObject[]) => pools.flatMap((pool) => listOf(pool, 'term_credits'));

describe('what a partner sold', () => {
  let sandbox: IbmSandbox;

  beforeAll(async () => {
    sandbox = await startIbm();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('billing options have the documented members, with the customers of the whole sandbox', async () => {
    const options = await sandbox.all(OPTIONS);
    const names = customersOf(SEED, 1).map(({ name }) => name);
    expect(new Set(options.map(({ customer_name }) => customer_name))).toEqual(new Set(names));
    for (const option of options) {
      expect(Object.keys(option).toSorted()).toEqual(
        'billing_system billing_unit_id catalog_id category country_code currency_code customer_id customer_name customer_type duration_in_months end_date errors id month monthly_amount order_id part_number payment_instrument po_number reseller_id reseller_name start_date state subscription_model type'.split(
          ' ',
        ),
      );
      expect(option).toMatchObject({ month: '2026-04', reseller_id: id(1), reseller_name: 'Alpenrand Systems GmbH' });
      expect(Date.parse(String(option['start_date']))).toBeLessThanOrEqual(sandbox.clock.now);
      expect(Date.parse(String(option['end_date']))).toBeGreaterThan(sandbox.clock.now);
    }
  });

  test('the balances of a pool add up, and some terms end soon', async () => {
    const pools = await sandbox.all(POOLS);
    const options = await sandbox.all(OPTIONS);
    const soon = sandbox.clock.now + 60 * 86_400_000;
    let ending = 0;
    for (const credit of credits(pools)) {
      const option = options.find(({ id: known }) => known === credit['billing_option_id']);
      expect(credit['total_credits']).toBe(Number(option?.['monthly_amount']) * Number(option?.['duration_in_months']));
      const [starting, used, current] = ['starting_balance', 'used_credits', 'current_balance'].map((name) =>
        Number(credit[name]),
      );
      expect((starting ?? 0) - (used ?? 0)).toBeCloseTo(current ?? -1, 2);
      expect(current).toBeGreaterThanOrEqual(0);
      expect(starting).toBeLessThanOrEqual(Number(credit['total_credits']));
      if (Date.parse(String(credit['end_date'])) < soon) ending += 1;
    }
    expect(ending).toBeGreaterThan(0);
    expect(new Set(pools.map(({ type }) => type))).toEqual(new Set(['PLATFORM', 'SERVICE', 'SUPPORT']));
  });

  test('balances fall with the hours and with the months, and within an hour they stay', async () => {
    const own = await startIbm();
    const HOUR = 3_600_000;
    own.clock.now += HOUR - (own.clock.now % HOUR) - HOUR / 4;
    const sum = (pools: readonly WireObject[]) =>
      credits(pools).reduce((total, { current_balance }) => total + Number(current_balance), 0);
    const early = await own.all(POOLS, { limit: '30' });
    own.clock.now += HOUR / 6;
    expect(await own.all(POOLS)).toEqual(early);
    own.clock.now += HOUR / 2;
    const later = await own.all(POOLS);
    const before = await own.all(POOLS, { date: '2026-03' });
    await own.close();
    expect(sum(later)).toBeLessThan(sum(early));
    const common = new Set(credits(early).map(({ billing_option_id }) => billing_option_id));
    const march = credits(before).filter(({ billing_option_id }) => common.has(billing_option_id));
    const april = credits(early).filter((entry) =>
      march.some(({ billing_option_id }) => billing_option_id === entry['billing_option_id']),
    );
    expect(april.length).toBeGreaterThan(0);
    for (const entry of april) {
      const last = march.find(({ billing_option_id }) => billing_option_id === entry['billing_option_id']);
      expect(last?.['current_balance']).toBe(entry['starting_balance']);
    }
  });

  test('next_url is followed as given, page after page, and gives every record once', async () => {
    const first = await sandbox.list(POOLS, { limit: '7' }, 3);
    expect(first.json).toMatchObject({ rows_count: 7, next_url: expect.stringContaining('/ibm/v1/credit-pools?') });
    const all = await sandbox.all(POOLS, { limit: '7' }, 3);
    const keys = all.map(({ customer_id, type }) => `${String(customer_id)}/${String(type)}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(all).toEqual(await sandbox.all(POOLS, {}, 3));
    expect(all.length).toBeGreaterThan(60);
  });

  test('a distributor sees what its resellers sold, and who sold it', async () => {
    const pools = await sandbox.all(POOLS, {}, 3);
    const sellers = new Set(pools.map(({ reseller_id }) => reseller_id));
    expect(sellers).toEqual(new Set([null, id(1), id(4)]));
    const ofOne = await sandbox.all(POOLS, { reseller_id: id(1) }, 3);
    expect(ofOne).toEqual(await sandbox.all(POOLS));
  });

  test('one customer’s pools are found by its id', async () => {
    const [pool] = await sandbox.all(POOLS);
    const found = await sandbox.all(POOLS, { customer_id: String(pool?.['customer_id']) });
    expect(found).toContainEqual(pool);
    expect(new Set(found.map(({ customer_name }) => customer_name)).size).toBe(1);
    expect(await sandbox.all(POOLS, { customer_id: 'nobody' })).toEqual([]);
  });

  test.each([
    ['both a customer and a reseller', POOLS, { customer_id: 'a', reseller_id: 'b' }],
    ['both a customer and a reseller', OPTIONS, { customer_id: 'a', reseller_id: 'b' }],
    ['both a customer and a reseller', USAGE, { customer_id: 'a', reseller_id: 'b' }],
    ['children of a customer', USAGE, { customer_id: 'a', children: 'true' }],
    ['recursion below a reseller', USAGE, { reseller_id: 'a', recurse: 'true' }],
    ['recursion below a customer', USAGE, { customer_id: 'a', recurse: 'true' }],
    ['an unknown viewpoint', USAGE, { viewpoint: 'VENDOR' }],
    ['a flag that is none', USAGE, { children: 'yes' }],
    ['a month of another form', POOLS, { date: '2026-13' }],
    ['a month of another form', USAGE, { month: '04/2026' }],
    ['more than 30 pools', POOLS, { limit: '31' }],
    ['more than 200 options', OPTIONS, { limit: '201' }],
    ['more than 100 reports', USAGE, { limit: '101' }],
    ['no records at all', POOLS, { limit: '0' }],
    ['a place nobody gave out', USAGE, { offset: 'abc' }],
  ])('refuses %s', async (_what, path, query: Record<string, string>) => {
    const { status, json } = await sandbox.list(path, query);
    expect(status).toBe(400);
    expect(listOf(json, 'errors')[0]).toMatchObject({ code: 'bad_request' });
  });

  test('needs the partner’s own id', async () => {
    for (const path of [POOLS, OPTIONS, USAGE]) {
      expect((await sandbox.call(path)).status).toBe(400);
      expect((await sandbox.call(`${path}?partner_id=${id(3)}`)).status).toBe(403);
    }
  });

  test('a place is good for its own query only', async () => {
    const { json } = await sandbox.list(USAGE, { children: 'true', limit: '5' });
    const { offset } = json['next'] as WireObject;
    const good = await sandbox.list(USAGE, { children: 'true', limit: '5', offset: String(offset) });
    expect(good.status).toBe(200);
    const other = await sandbox.list(USAGE, { children: 'true', month: '2026-03', offset: String(offset) });
    expect(other.status).toBe(400);
  });

  test('the fault duplicatePages repeats the page before on each next page, and loses nothing', async () => {
    const own = await startIbm();
    const plain = await own.all(OPTIONS, { limit: '12' });
    await own.door('faults', 'PUT', { duplicatePages: true });
    const all = await own.all(OPTIONS, { limit: '12' });
    await own.close();
    expect(all).toEqual([...plain.slice(0, 12), ...plain]);
  });

  test('the same seed gives the same records', async () => {
    const own = await startIbm();
    const again = await own.all(POOLS);
    await own.close();
    expect(again).toEqual(await sandbox.all(POOLS));
  });
});
