import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dealIdOf } from '../../../sandbox/cisco/deals/seed-deals.ts';
import { ingramAccounts } from '../../../sandbox/ingram/accounts.ts';
import { customersOf } from '../../../sandbox/kernel/customers.ts';
import { DEALS, SEED, listOf, startIngram } from './support.ts';
import type { IngramSandbox, WireObject } from './support.ts';

const LOCAL = /^\d{4}-\d{2}-\d{2}T00:00:00$/;
const ids = (rows: readonly WireObject[]) => rows.map(({ dealId }) => String(dealId));

describe('the deal search', () => {
  let sandbox: IngramSandbox;

  beforeAll(async () => {
    sandbox = await startIngram();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('rows have the documented members, dates without a zone, and no status', async () => {
    const rows = await sandbox.all();
    for (const row of rows) {
      expect(row).toEqual({
        dealId: expect.any(String),
        version: expect.any(Number),
        endUser: expect.any(String),
        vendor: expect.stringMatching(/^(Cisco|Dell|IBM|Lenovo)$/),
        dealExpiryDate: expect.stringMatching(LOCAL),
        links: { topic: 'Deals', type: 'GET', href: expect.any(String) },
      });
    }
    expect(new Set(rows.map(({ vendor }) => vendor)).size).toBe(4);
  });

  test('a reseller’s three countries are three accounts that share no deal', async () => {
    const accounts = ingramAccounts(SEED, 1);
    expect(new Set(accounts.map(({ countryCode }) => countryCode)).size).toBe(3);
    expect(accounts[0]?.countryCode).toBe('DE');
    const lists = [];
    for (const account of [0, 1, 2]) lists.push(ids(await sandbox.all({}, { account })));
    const every = lists.flat();
    expect(every).toHaveLength(60);
    expect(new Set(every).size).toBe(60);
    expect(lists.every((list) => list.length > 0)).toBe(true);
  });

  test('Cisco’s deals have the numbers and the end users of Cisco’s own list', async () => {
    const rows = [
      ...(await sandbox.all({ vendor: 'Cisco' })),
      ...(await sandbox.all({ vendor: 'cisco' }, { account: 1 })),
    ];
    const customers = customersOf(SEED, 1);
    expect(rows.length).toBeGreaterThan(10);
    for (const { dealId, endUser } of rows) {
      const n = Number(dealId) - Number(dealIdOf(1, 0));
      expect(endUser).toBe(customers[n % customers.length]?.name);
    }
  });

  test('counts pages by Size and Page, and gives every deal once', async () => {
    const rows = await sandbox.all({ Size: '7' });
    expect(new Set(ids(rows)).size).toBe(rows.length);
    const { json } = await sandbox.search({ Size: '7', Page: '2' });
    expect(json).toMatchObject({ recordsFound: rows.length, pageSize: 7, pageNumber: 2 });
    expect(ids(listOf(json, 'deals'))).toEqual(ids(rows.slice(7, 14)));
    expect(listOf((await sandbox.search()).json, 'deals')).toHaveLength(25);
    const beyond = await sandbox.search({ Page: '99' });
    expect(beyond.json).toMatchObject({ deals: [], nextPage: null });
  });

  test('the links to the pages beside point at an internal path that nobody answers', async () => {
    const { json } = await sandbox.search({ Size: '7', Page: '2' });
    expect(new URL(String(json['nextPage'])).pathname).toBe('/ingram/bids/v1/special-bidsB2B');
    expect(new URL(String(json['previousPage'])).searchParams.get('page')).toBe('1');
    expect((await sandbox.call(String(json['nextPage']))).status).toBe(404);
  });

  test.each([
    ['Size', '101'],
    ['Size', '0'],
    ['Size', 'all'],
    ['Page', '0'],
    ['Page', '-1'],
  ])('refuses %s=%s, naming the parameter', async (field, value) => {
    const query = { [field]: value };
    const { status, json } = await sandbox.search(query);
    expect(status).toBe(400);
    expect(json).toEqual({
      errors: [
        {
          traceid: 'trace-1',
          type: '/errors/validation-failed',
          message: expect.any(String),
          fields: [{ field, value, message: expect.any(String) }],
        },
      ],
    });
  });

  test('finds by end user, vendor and number; a filter that is empty asks for nothing', async () => {
    const rows = await sandbox.all();
    const [first] = rows;
    const part = String(first?.['endUser']).slice(2, 9).toUpperCase();
    const byUser = await sandbox.all({ endUser: part, vendor: '' });
    expect(ids(byUser)).toContain(first?.['dealId']);
    expect(byUser.every(({ endUser }) => String(endUser).toUpperCase().includes(part))).toBe(true);
    expect(ids(await sandbox.all({ dealId: String(first?.['dealId']) }))).toEqual([first?.['dealId']]);
    expect(await sandbox.all({ vendor: 'Nobody' })).toEqual([]);
  });

  test('the fault duplicatePages repeats the page before on each next page, and loses no deal', async () => {
    const own = await startIngram({ dealsPerPartner: 12 });
    const plain = ids(await own.all({ Size: '4' }, { partner: 3 }));
    await own.door('faults', 'PUT', { duplicatePages: true });
    const all = ids(await own.all({ Size: '4' }, { partner: 3 }));
    await own.close();
    expect(all).toEqual([...plain.slice(0, 4), ...plain]);
  });
});

describe('a deal', () => {
  let sandbox: IngramSandbox;

  beforeAll(async () => {
    sandbox = await startIngram();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const detail = async (row: WireObject) => await sandbox.call(`${DEALS}/${encodeURIComponent(String(row['dealId']))}`);

  test('has the sum as extendedMsrp and on its lines as extendedMSRP, no vendor, no status', async () => {
    for (const row of await sandbox.all()) {
      const { status, json } = await detail(row);
      expect(status).toBe(200);
      expect(json).toMatchObject({ dealId: row['dealId'], endUser: row['endUser'], vendor: null });
      expect(Object.keys(json).toSorted()).toEqual(
        [
          'currencyCode',
          'dealExpiryDate',
          'dealId',
          'dealReceivedOn',
          'endUser',
          'endUserInfo',
          'extendedMsrp',
          'priceProtectionEndDate',
          'products',
          'vendor',
          'version',
        ].toSorted(),
      );
      for (const name of ['dealReceivedOn', 'dealExpiryDate', 'priceProtectionEndDate']) {
        expect(json[name]).toMatch(LOCAL);
      }
      const lines = listOf(json, 'products');
      const sum = lines.reduce((total, { extendedMSRP }) => total + Number(extendedMSRP), 0);
      expect(sum).toBeCloseTo(Number(json['extendedMsrp']), 2);
      for (const line of lines) {
        expect(line).not.toHaveProperty('extendedMsrp');
        expect(Number(line['remainingQuantity'])).toBeLessThanOrEqual(Number(line['approvedQuantity']));
      }
    }
  });

  test('the days that remain are counted down by the clock', async () => {
    const own = await startIngram({ dealsPerPartner: 12 });
    const [row] = await own.all({}, { partner: 3 });
    const path = `${DEALS}/${encodeURIComponent(String(row?.['dealId']))}`;
    const days = async () =>
      Number(listOf((await own.call(path, { partner: 3 })).json, 'products')[0]?.['daysRemaining']);
    await own.change({
      type: 'deal',
      id: row?.['dealId'],
      set: { products: [{ expirationDate: '2026-04-12T00:00:00' }] },
    });
    const before = await days();
    own.clock.now += 3 * 86_400_000;
    const after = await own.call(path, { partner: 3, token: await refreshed(own) });
    await own.close();
    expect(before).toBe(10);
    expect(listOf(after.json, 'products')[0]?.['daysRemaining']).toBe(7);
  });

  async function refreshed(own: IngramSandbox): Promise<string> {
    const [account] = ingramAccounts(SEED, 3);
    const { json } = await own.tokenRequest({
      grant_type: 'client_credentials',
      client_id: account?.clientId ?? '',
      client_secret: account?.clientSecret ?? '',
    });
    return String(json['access_token']);
  }

  test('a number with blanks is found when it is encoded, as the row’s link encodes it', async () => {
    const [row] = await sandbox.all({ vendor: 'IBM' });
    expect(String(row?.['dealId'])).toContain(' ');
    const href = (row?.['links'] as WireObject | undefined)?.['href'];
    const { status, json } = await sandbox.call(String(href));
    expect(status).toBe(200);
    expect(json['dealId']).toBe(row?.['dealId']);
  });

  test('is not shown to another account, nor when there is none', async () => {
    const [row] = await sandbox.all();
    const path = `${DEALS}/${encodeURIComponent(String(row?.['dealId']))}`;
    expect((await sandbox.call(path, { account: 1 })).status).toBe(404);
    expect((await sandbox.call(path, { partner: 2 })).status).toBe(404);
    expect((await sandbox.call(`${DEALS}/nothing`)).status).toBe(404);
    expect((await sandbox.call(`${DEALS}/%E0%A4%A`)).status).toBe(404);
  });

  test('can be neither made nor changed over the API', async () => {
    const [row] = await sandbox.all();
    expect((await sandbox.call(DEALS, { method: 'POST' })).status).toBe(404);
    expect((await sandbox.call(`${DEALS}/${String(row?.['dealId'])}`, { method: 'PATCH' })).status).toBe(404);
  });
});
