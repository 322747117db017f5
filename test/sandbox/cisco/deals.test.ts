import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customersOf } from '../../../sandbox/kernel/customers.ts';
import { ALL, SEED, listOf, objectOf, startCisco } from './support.ts';
import type { CiscoSandbox, WireObject } from './support.ts';

const DATE = /^\d{2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{4}$/;
const PAGE = { offset: '0', max: '500' };
const ids = (deals: readonly WireObject[]) => deals.map(({ dealId }) => dealId);
const day = (text: unknown) => Date.parse(`${String(text)} UTC`);

describe('the deal list', () => {
  let sandbox: CiscoSandbox;

  beforeAll(async () => {
    sandbox = await startCisco();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('has the documented members and no others, ids as text, dates with the month’s name', async () => {
    const { json } = await sandbox.deals({ ...ALL, ...PAGE });
    const deals = listOf(json, 'items');
    expect(deals).toHaveLength(30);
    for (const deal of deals) {
      expect(deal).toEqual({
        dealId: expect.stringMatching(/^\d+$/),
        dealName: expect.any(String),
        dealStatus: 'Approved',
        dealApprovalDate: expect.stringMatching(DATE),
        priceProtectionExpiryDate: expect.stringMatching(DATE),
        dealExpirationDate: expect.stringMatching(DATE),
        quoteId: expect.stringMatching(/^\d+$/),
        quoteName: expect.any(String),
        quoteStatus: 'Approved',
        quoteExpirationDate: expect.stringMatching(DATE),
        tryAndBuy: expect.stringMatching(/^(YES|NO)$/),
      });
    }
  });

  test('some deals are over, and price protection ends before the deal in some', async () => {
    const deals = await sandbox.allDeals({ ...ALL, max: '500' });
    expect(deals.some(({ dealExpirationDate }) => day(dealExpirationDate) < sandbox.clock.now)).toBe(true);
    expect(deals.some(({ dealExpirationDate }) => day(dealExpirationDate) > sandbox.clock.now)).toBe(true);
    const gaps = deals.map((deal) => day(deal['dealExpirationDate']) - day(deal['priceProtectionExpiryDate']));
    expect(gaps.every((gap) => gap >= 0)).toBe(true);
    expect(new Set(gaps.map((gap) => gap > 0))).toEqual(new Set([true, false]));
  });

  test('the deals are with the partner’s customers, and every partner sees its own only', async () => {
    const [own, others] = [
      await sandbox.allDeals({ ...ALL, max: '500' }),
      await sandbox.allDeals({ ...ALL, max: '500' }, { partner: 2 }),
    ];
    const names = customersOf(SEED, 1).map(({ name }) => name);
    expect(own.every(({ dealName }) => names.some((name) => String(dealName).endsWith(`, ${name}`)))).toBe(true);
    expect(ids(others).some((id) => ids(own).includes(id))).toBe(false);
  });

  test.each([
    ['neither a deal nor a range', PAGE, 'dealId'],
    ['half a range', { ...PAGE, dealApprovalDateFrom: '01-Jan-2026' }, 'dealApprovalDateTo'],
    ['the other half', { ...PAGE, dealExpirationDateTo: '01-Jan-2026' }, 'dealExpirationDateFrom'],
    ['a date of another form', { ...ALL, ...PAGE, dealApprovalDateTo: '2026-12-31' }, 'dealApprovalDateTo'],
    ['a day that does not exist', { ...ALL, ...PAGE, dealApprovalDateTo: '31-Feb-2026' }, 'dealApprovalDateTo'],
    ['a range the wrong way', { ...ALL, ...PAGE, dealApprovalDateTo: '01-Jan-2024' }, 'dealApprovalDateFrom'],
    ['no offset', { ...ALL, max: '5' }, 'offset'],
    ['limit instead of max', { ...ALL, offset: '0', limit: '5' }, 'max'],
    ['more than 500', { ...ALL, offset: '0', max: '501' }, 'max'],
    ['a max of nothing', { ...ALL, offset: '0', max: '0' }, 'max'],
    ['an offset that is no number', { ...ALL, offset: 'x', max: '5' }, 'offset'],
  ])('refuses a query with %s, naming the parameter', async (_what, query: Record<string, string>, parameter) => {
    const { status, json } = await sandbox.deals(query);
    expect(status).toBe(400);
    expect(json['error']).toBe('invalid_request');
    expect(String(json['error_description']).startsWith(`${parameter}:`)).toBe(true);
  });

  test('a deal id alone is enough; an unknown one gives an empty page', async () => {
    const [deal] = await sandbox.allDeals({ ...ALL, max: '1' });
    const found = await sandbox.deals({ ...PAGE, dealId: String(deal?.['dealId']) });
    expect(listOf(found.json, 'items')).toEqual([deal]);
    const none = await sandbox.deals({ ...PAGE, dealId: '1' });
    expect(none.json).toEqual({ pagination: { total: 0, max: 500, offset: 0, prev: null, next: null }, items: [] });
  });

  test('a range holds both its days, in any letter case', async () => {
    const [deal] = await sandbox.allDeals({ ...ALL, max: '1' });
    const date = String(deal?.['dealExpirationDate']);
    const range = { dealExpirationDateFrom: date.toUpperCase(), dealExpirationDateTo: date.toLowerCase() };
    const found = await sandbox.allDeals({ ...range, max: '500' });
    expect(ids(found)).toContain(deal?.['dealId']);
    expect(found.every(({ dealExpirationDate }) => dealExpirationDate === date)).toBe(true);
  });

  test('pages are linked both ways, in the body and in Link headers, and give every deal once', async () => {
    const page = await sandbox.deals({ ...ALL, offset: '10', max: '10' });
    const { prev, next, ...rest } = objectOf(page.json, 'pagination');
    expect(rest).toEqual({ total: 30, max: 10, offset: 10 });
    expect(page.headers.get('link')).toBe(`<${String(next)}>; rel="next", <${String(prev)}>; rel="prev"`);
    expect(new URL(String(next)).searchParams.get('offset')).toBe('20');
    expect(new URL(String(prev)).searchParams.get('offset')).toBe('0');
    const all = await sandbox.allDeals({ ...ALL, max: '7' });
    expect(new Set(ids(all)).size).toBe(30);
    expect(all).toHaveLength(30);
  });

  test('the details of a deal have only what is documented of them', async () => {
    const [deal] = await sandbox.allDeals({ ...ALL, max: '1' });
    const details = await sandbox.call(`/deals/${String(deal?.['dealId'])}/details`);
    expect(details.json).toEqual({ pagination: { total: 1, max: 25, offset: 0, prev: null, next: null } });
    expect((await sandbox.call('/deals/1/details')).status).toBe(404);
  });

  test('the fault duplicatePages repeats the page before on each next page, and loses no deal', async () => {
    const own = await startCisco({ dealsPerPartner: 10 });
    const plain = await own.allDeals({ ...ALL, max: '4' });
    await own.door('faults', 'PUT', { duplicatePages: true });
    const all = await own.allDeals({ ...ALL, max: '4' });
    await own.close();
    expect(ids(all)).toEqual([...ids(plain).slice(0, 4), ...ids(plain)]);
  });

  test('the same seed gives the same deals, and another seed’s sandbox does not know the client', async () => {
    const [again, other] = [await startCisco(), await startCisco({ seed: 1 })];
    expect(await again.allDeals({ ...ALL, max: '500' })).toEqual(await sandbox.allDeals({ ...ALL, max: '500' }));
    await again.close();
    expect((await other.deals({ ...ALL, ...PAGE })).status).toBe(401);
    await other.close();
  });
});
