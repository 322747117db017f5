import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL, listOf, startCisco } from './support.ts';
import type { CiscoSandbox } from './support.ts';

const EMEA = { theaterCode: 'EMEA', sourceName: 'NORDWIND' };

describe('the control door', () => {
  let sandbox: CiscoSandbox;

  beforeAll(async () => {
    sandbox = await startCisco({ dealsPerPartner: 5 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const byId = async (dealId: string, partner = 1) =>
    listOf((await sandbox.deals({ dealId, offset: '0', max: '5' }, { partner })).json, 'items')[0];

  test('lays values over a deal, of wrong types too; the deal is still found by its id', async () => {
    const set = { dealStatus: 'Returned', dealName: 7, dealExpirationDate: 'soon' };
    const answer = await sandbox.change({ type: 'deal', id: '70100001', set });
    expect(answer.status).toBe(200);
    expect(await byId('70100001')).toMatchObject({ ...set, tryAndBuy: expect.any(String) });
    const inRange = await sandbox.deals({
      dealExpirationDateFrom: '01-Jan-2000',
      dealExpirationDateTo: '31-Dec-2099',
      offset: '0',
      max: '500',
    });
    expect(listOf(inRange.json, 'items')).toHaveLength(4);
  });

  test('makes a deal for the named partner and takes it away again', async () => {
    const create = { dealId: '79999999', dealName: 'Made by staff', dealApprovalDate: '01-Apr-2026' };
    await sandbox.change({ type: 'deal', partner: 2, create });
    expect(await byId('79999999', 2)).toEqual(create);
    expect(await byId('79999999', 1)).toBeUndefined();
    await sandbox.change({ type: 'deal', id: '79999999', delete: true });
    expect(await byId('79999999', 2)).toBeUndefined();
  });

  test('changes a reseller’s level', async () => {
    const find = async () => listOf((await sandbox.search({ ...EMEA, partnerName: 'Alpenrand' })).json, 'resellers')[0];
    const id = String((await find())?.['pdbBeGeoID']);
    await sandbox.change({ type: 'reseller', id, set: { certification: 'SELECT', specialization: null } });
    expect(await find()).toMatchObject({ certification: 'SELECT', specialization: null });
    await sandbox.change({
      type: 'reseller',
      create: { pdbBeGeoID: '1', partnerName: 'New Alpenrand', country: 'AT' },
    });
    expect(listOf((await sandbox.search({ ...EMEA, partnerName: 'Alpenrand' })).json, 'resellers')).toHaveLength(2);
  });

  test('a quote made by staff shows up under its deal', async () => {
    await sandbox.change({ type: 'quote', create: { quoteId: 'Q-1', dealId: '70100002', status: 'DRAFT' } });
    const body = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><GetQuote xmlns="http://www.openapplications.org/oagis/9"><DataArea><Get><Expression expressionLanguage="DealId">70100002</Expression></Get></DataArea></GetQuote></e:Body></e:Envelope>`;
    const answer = await sandbox.call('/commerce/QUOTING/v1/ListQuoteService', {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
    });
    expect(answer.text).toContain('Q-1');
  });

  test.each([
    ['no object', 'deal', 'change'],
    ['an unknown type', { type: 'order', id: '1', set: {} }, 'type'],
    ['an unknown id', { type: 'deal', id: '1', set: {} }, 'id'],
    ['no id', { type: 'deal', set: {} }, 'id'],
    ['an unknown partner', { type: 'deal', partner: 99, create: { dealId: '1' } }, 'partner'],
    ['nothing to do', { type: 'deal', id: '70100001' }, 'change'],
    ['two things to do', { type: 'deal', id: '70100001', set: {}, delete: true }, 'change'],
    ['a set that is no object', { type: 'deal', id: '70100001', set: 1 }, 'set'],
    ['a delete that is not true', { type: 'deal', id: '70100001', delete: 'yes' }, 'delete'],
    ['a create without an id', { type: 'deal', create: { dealName: 'x' } }, 'create.dealId'],
  ])('refuses a change with %s, naming the member', async (_what, body, member) => {
    const answer = await sandbox.change(body);
    expect(answer.status).toBe(400);
    expect(String(answer.json['error']).startsWith(`${member}:`)).toBe(true);
  });

  test('counts calls by operation, and lists nothing as created by clients', async () => {
    await sandbox.token();
    await sandbox.door('calls', 'DELETE');
    await sandbox.deals({ ...ALL, offset: '0', max: '5' });
    await sandbox.call('/deals/70100002/details');
    await sandbox.search(EMEA, { token: await sandbox.token(3) });
    expect((await sandbox.door('calls')).json['calls']).toEqual({
      'deals.details': 1,
      'deals.list': 1,
      'resellers.search': 1,
    });
    expect((await sandbox.door('records')).json).toEqual({ records: [] });
  });
});
