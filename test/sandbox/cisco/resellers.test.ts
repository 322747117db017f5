import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ciscoAccount } from '../../../sandbox/cisco/accounts.ts';
import { SEARCH, SEED, listOf, startCisco } from './support.ts';
import type { CiscoSandbox } from './support.ts';

const EMEA = { theaterCode: 'EMEA', sourceName: 'NORDWIND' };
const DATE = /^\d{2}-[A-Z]{3}-\d{4}$/;

describe('the reseller search', () => {
  let sandbox: CiscoSandbox;

  beforeAll(async () => {
    sandbox = await startCisco();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('a distributor finds its resellers with their level, its term of one year and their specializations', async () => {
    const { status, json } = await sandbox.search(EMEA);
    expect(status).toBe(200);
    expect(json).toMatchObject({ total: 43, page: 1, limit: 500, next: null, prev: null });
    const resellers = listOf(json, 'resellers');
    expect(resellers.slice(0, 2).map(({ partnerName, certification }) => [partnerName, certification])).toEqual([
      ['Alpenrand Systems GmbH', 'GOLD'],
      ['Ribera Cloud S.L.', 'PREMIER'],
    ]);
    for (const reseller of resellers.filter(({ certification }) => certification !== null)) {
      const [since, until] = [String(reseller['certEffectiveStartDate']), String(reseller['certificationExpiryDate'])];
      expect(since).toMatch(DATE);
      expect(until).toMatch(DATE);
      expect(Date.parse(`${until} UTC`) - Date.parse(`${since} UTC`)).toBe(365 * 86_400_000);
      for (const entry of listOf(reseller, 'specialization')) {
        expect(entry).toEqual({ specType: expect.any(String), validUntil: expect.stringMatching(DATE) });
      }
    }
    expect(resellers.some((reseller) => listOf(reseller, 'specialization').length > 0)).toBe(true);
    expect(resellers.some(({ certification }) => certification === null)).toBe(true);
  });

  test('other partners are refused, and not with the over-rate code', async () => {
    for (const partner of [1, 2, 4]) {
      const { status, text, json } = await sandbox.search(EMEA, { partner });
      expect(status).toBe(403);
      expect(json['error']).toBe('access_denied');
      expect(text).not.toContain('OVER_QPS');
    }
  });

  test.each([
    ['no theater', { sourceName: 'X' }, 'theaterCode'],
    ['an unknown theater', { ...EMEA, theaterCode: 'MOON' }, 'theaterCode'],
    ['no source', { theaterCode: 'EMEA' }, 'sourceName'],
    ['an empty source', { ...EMEA, sourceName: '' }, 'sourceName'],
    ['an unknown partner type', { ...EMEA, partnerType: 'GUILD' }, 'partnerType'],
    ['a member it does not know', { ...EMEA, colour: 'red' }, 'colour'],
    ['a wrong-typed member', { ...EMEA, city: 7 }, 'city'],
    ['no request', null, 'resellerSearchRequest'],
  ])('refuses %s, naming the member', async (_what, request, member) => {
    const { status, json } = await sandbox.search(request);
    expect(status).toBe(400);
    expect(String(json['error_description']).startsWith(`${member}:`)).toBe(true);
  });

  test.each([
    ['?page=1&limit=499', 'limit'],
    ['?page=1&limit=1001', 'limit'],
    ['?page=0&limit=500', 'page'],
    ['?page=one&limit=500', 'page'],
  ])('refuses the paging %s', async (query, parameter) => {
    const { status, json } = await sandbox.search(EMEA, { query });
    expect(status).toBe(400);
    expect(String(json['error_description']).startsWith(`${parameter}:`)).toBe(true);
  });

  test('a body that is no JSON is refused', async () => {
    const answer = await sandbox.call(SEARCH, { partner: 3, method: 'POST', body: '{' });
    expect(answer.status).toBe(400);
  });

  test('the BE GEO ID finds one firm; names by part; empty members ask for nothing', async () => {
    const { beGeoId } = ciscoAccount(SEED, 4);
    const names = async (request: Record<string, string>) =>
      listOf((await sandbox.search({ ...EMEA, ...request })).json, 'resellers').map(({ partnerName }) => partnerName);
    expect(await names({ pdbBeGeoID: beGeoId, city: '', certification: '' })).toEqual(['Ribera Cloud S.L.']);
    expect(await names({ partnerName: 'alpenrand' })).toEqual(['Alpenrand Systems GmbH']);
    expect(await names({ country: 'ES' })).toEqual(['Ribera Cloud S.L.']);
    expect(await names({ theaterCode: 'USA' })).toEqual([]);
  });

  test('a specialization is found by its code', async () => {
    const all = listOf((await sandbox.search(EMEA)).json, 'resellers');
    const has = (reseller: (typeof all)[number]) =>
      listOf(reseller, 'specialization').some(({ specType }) => specType === 'AENAS');
    const found = listOf((await sandbox.search({ ...EMEA, specialization: 'AENAS' })).json, 'resellers');
    expect(found).toEqual(all.filter(has));
    expect(found.length).toBeGreaterThan(0);
  });

  test('more than 500 resellers come in pages that are linked', async () => {
    const own = await startCisco({ otherResellers: 900 });
    const first = await own.search(EMEA);
    const second = await own.call(String(first.json['next']), {
      partner: 3,
      method: 'POST',
      body: { resellerSearchRequest: EMEA },
    });
    const third = await own.search(EMEA, { query: '?page=3&limit=500' });
    await own.close();
    expect(first.json).toMatchObject({ total: 903, page: 1, prev: null });
    expect(second.json).toMatchObject({ total: 903, page: 2, next: null });
    const ids = [first, second].flatMap(({ json }) => listOf(json, 'resellers').map(({ pdbBeGeoID }) => pdbBeGeoID));
    expect(new Set(ids).size).toBe(903);
    expect(listOf(third.json, 'resellers')).toEqual([]);
  });
});
