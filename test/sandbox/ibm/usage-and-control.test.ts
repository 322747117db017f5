import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ibmAccount } from '../../../sandbox/ibm/accounts.ts';
import { OPTIONS, POOLS, SEED, USAGE, listOf, startIbm } from './support.ts';
import type { IbmSandbox, WireObject } from './support.ts';

const id = (partner: number) => ibmAccount(SEED, partner).partnerId;
const MARCH = { month: '2026-03' };
const rated = (reports: readonly WireObject[]) =>
  reports.reduce((sum, { billable_rated_cost }) => sum + Number(billable_rated_cost), 0);

describe('usage reports', () => {
  let sandbox: IbmSandbox;

  beforeAll(async () => {
    sandbox = await startIbm();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('without more said there is one, of the partner itself, with its resources, plans and metrics', async () => {
    const { json } = await sandbox.list(USAGE, MARCH);
    const [report, ...more] = listOf(json, 'reports');
    expect(more).toEqual([]);
    expect(json).not.toHaveProperty('next');
    expect(report).toMatchObject({
      entity_id: id(1),
      entity_name: 'Alpenrand Systems GmbH',
      entity_partner_type: 'RESELLER',
      viewpoint: 'RESELLER',
      month: '2026-03',
    });
    const resources = listOf(report, 'resources');
    const sum = resources.reduce((total, { billable_cost }) => total + Number(billable_cost), 0);
    expect(sum).toBeCloseTo(Number(report?.['billable_cost']), 2);
    for (const resource of resources) {
      const [plan] = listOf(resource, 'plans');
      expect(plan).toMatchObject({ billable: true, cost: resource['billable_cost'] });
      expect(listOf(plan, 'usage')[0]).toMatchObject({ metric: expect.any(String), quantity: expect.any(Number) });
    }
  });

  test('a reseller’s children are its customers, and together they used what it reports', async () => {
    const children = await sandbox.all(USAGE, { ...MARCH, children: 'true', limit: '6' });
    expect(children).toHaveLength(20);
    expect(new Set(children.map(({ entity_partner_type }) => entity_partner_type))).toEqual(new Set(['END_CUSTOMER']));
    const [own] = await sandbox.all(USAGE, MARCH);
    expect(rated(children)).toBeCloseTo(Number(own?.['billable_rated_cost']), 0);
  });

  test('a distributor’s children are its resellers and its own customers; recursion adds everybody below', async () => {
    const children = await sandbox.all(USAGE, { ...MARCH, children: 'true' }, 3);
    expect(children.slice(0, 2).map(({ entity_id }) => entity_id)).toEqual([id(1), id(4)]);
    expect(children).toHaveLength(22);
    const all = await sandbox.all(USAGE, { ...MARCH, recurse: 'true' }, 3);
    expect(all).toHaveLength(63);
    expect(new Set(all.map(({ entity_id }) => entity_id)).size).toBe(63);
    const [ofReseller] = await sandbox.all(USAGE, { ...MARCH, reseller_id: id(1) }, 3);
    expect(ofReseller?.['entity_id']).toBe(id(1));
  });

  test('the viewpoint decides the prices; the distributor’s is not for resellers', async () => {
    const cost = async (viewpoint: string) =>
      Number((await sandbox.all(USAGE, { ...MARCH, viewpoint }, 3))[0]?.['billable_cost']);
    const [low, middle, high] = [await cost('DISTRIBUTOR'), await cost('RESELLER'), await cost('END_CUSTOMER')];
    expect(low).toBeLessThan(middle ?? 0);
    expect(middle).toBeLessThan(high ?? 0);
    expect((await sandbox.list(USAGE, { viewpoint: 'DISTRIBUTOR' })).status).toBe(403);
  });

  test('somebody else’s customer or reseller is not found', async () => {
    const [foreign] = await sandbox.all(USAGE, { children: 'true' }, 4);
    expect((await sandbox.list(USAGE, { customer_id: String(foreign?.['entity_id']) })).status).toBe(404);
    expect((await sandbox.list(USAGE, { reseller_id: id(4) })).status).toBe(404);
    expect((await sandbox.list(USAGE, { customer_id: String(foreign?.['entity_id']) }, 3)).status).toBe(200);
  });
});

describe('the control door', () => {
  let sandbox: IbmSandbox;

  beforeAll(async () => {
    sandbox = await startIbm();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const optionById = async (wanted: unknown) => (await sandbox.all(OPTIONS)).find((option) => option['id'] === wanted);

  test('lays values over an option, a pool and a report, of wrong types too', async () => {
    const [option] = await sandbox.all(OPTIONS);
    const set = { state: 'CANCELED', monthly_amount: 'much', end_date: null };
    const answer = await sandbox.change({ type: 'billingOption', id: option?.['id'], set });
    expect(answer.json['record']).toMatchObject({ ...set, id: option?.['id'] });
    expect(await optionById(option?.['id'])).toMatchObject(set);

    const [pool] = await sandbox.all(POOLS);
    const key = `${String(pool?.['customer_id'])}/${String(pool?.['type'])}`;
    await sandbox.change({ type: 'creditPool', id: key, set: { term_credits: 'none' } });
    expect((await sandbox.all(POOLS))[0]).toEqual({ ...pool, term_credits: 'none' });
    expect((await sandbox.all(POOLS, { date: '2026-03' }))[0]).toMatchObject({ term_credits: 'none' });

    await sandbox.change({ type: 'usageReport', id: id(1), set: { billable_cost: [] } });
    expect((await sandbox.all(USAGE))[0]).toMatchObject({ billable_cost: [], entity_id: id(1) });
  });

  test('makes an option and a pool, and takes records away', async () => {
    const create = { id: 'new-1', customer_id: 'c-1', type: 'SUBSCRIPTION' };
    await sandbox.change({ type: 'billingOption', create });
    expect(await optionById('new-1')).toEqual(create);
    expect(await sandbox.all(OPTIONS, { customer_id: 'c-1' })).toEqual([create]);
    await sandbox.change({ type: 'billingOption', id: 'new-1', set: { state: 1 } });
    expect(await optionById('new-1')).toEqual({ ...create, state: 1 });
    await sandbox.change({ type: 'billingOption', id: 'new-1', delete: true });
    expect(await optionById('new-1')).toBeUndefined();

    const pool = { customer_id: 'c-2', type: 'PLATFORM', term_credits: [] };
    await sandbox.change({ type: 'creditPool', partner: 4, create: pool });
    expect(await sandbox.all(POOLS, { customer_id: 'c-2' }, 4)).toEqual([pool]);

    const [first] = await sandbox.all(POOLS);
    const key = `${String(first?.['customer_id'])}/${String(first?.['type'])}`;
    await sandbox.change({ type: 'creditPool', id: key, delete: true });
    expect(await sandbox.all(POOLS)).not.toContainEqual(first);
  });

  test.each([
    ['no object', 7, 'change'],
    ['an unknown type', { type: 'deal', id: '1', set: {} }, 'type'],
    ['an unknown id', { type: 'billingOption', id: '1', set: {} }, 'id'],
    ['a partner that does not resell', { type: 'billingOption', partner: 2, create: { id: 'x' } }, 'partner'],
    ['nothing to do', { type: 'creditPool', id: '1' }, 'change'],
    ['a set that is no object', { type: 'creditPool', id: '1', set: 1 }, 'set'],
    ['a delete that is not true', { type: 'creditPool', id: '1', delete: 1 }, 'delete'],
    ['an option without id', { type: 'billingOption', create: {} }, 'create.id'],
    ['a pool without customer', { type: 'creditPool', create: { type: 'PLATFORM' } }, 'create'],
    ['a report that is made', { type: 'usageReport', create: {} }, 'create'],
  ])('refuses a change with %s, naming the member', async (_what, body, member) => {
    const answer = await sandbox.change(body);
    expect(answer.status).toBe(400);
    expect(String(answer.json['error']).startsWith(`${member}:`)).toBe(true);
  });

  test('counts calls by operation', async () => {
    await sandbox.door('calls', 'DELETE');
    await sandbox.list(POOLS);
    await sandbox.list(OPTIONS);
    await sandbox.list(USAGE);
    await sandbox.freshToken();
    expect((await sandbox.door('calls')).json['calls']).toEqual({
      'billingOptions.list': 1,
      'creditPools.list': 1,
      'iam.token': 1,
      'usageReports.list': 1,
    });
  });
});
