import { afterEach, describe, expect, test } from '@jest/globals';
import { readXml } from '../../../../vendors/cisco/xml/read-xml.ts';
import { elementAt, elementsNamed, textAt } from '../../../../vendors/cisco/xml/element.ts';
import { DEALS, QUOTES, startBench, TOKEN, type Bench } from '../support/bench.ts';
import { deal, dealPage, quoteAnswer } from '../support/cisco-json.ts';
import { pullAll, pullFirst, recordsIn, vendorErrorOf } from '../support/pulled.ts';
import { inTurn, type Reply, type Route } from '../../support/raw-server.ts';

const WITH_QUOTE = deal({ quoteId: '4700000001' });

function fault(code: string): string {
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>${code}</faultcode><faultstring>no</faultstring></e:Fault></e:Body></e:Envelope>`;
}

describe('the quote behind a deal', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  async function firstDeals(deals: readonly unknown[], quotes: Route) {
    bench = await startBench({ [DEALS]: () => dealPage(deals), [QUOTES]: quotes });
    return recordsIn((await pullFirst(bench.session, 'deals')).items);
  }

  function asked(): number {
    return bench.server.heardAt('/commerce').length;
  }

  test('tells what the deal is worth, and for whom it is', async () => {
    const extra =
      '<n1:Party role="End Customer"><n1:Name>R&amp;D Dairy</n1:Name><n1:Location><n1:Address>' +
      '<n1:CityName>Berlin</n1:CityName><n1:CountryCode>de</n1:CountryCode></n1:Address></n1:Location></n1:Party>';
    const records = await firstDeals([WITH_QUOTE], () => ({ body: quoteAnswer({ extra }) }));
    expect(records).toMatchObject([
      {
        value: { amount: '15400.5', currency: 'USD' },
        customer: { name: 'R&D Dairy', country: 'DE', website: null, duns: null, city: 'Berlin' },
      },
    ]);
  });

  test('is asked for by the number of the deal, as a SOAP message', async () => {
    await firstDeals([WITH_QUOTE], () => ({ body: quoteAnswer({}) }));
    const [heard] = bench.server.heardAt('/commerce');
    expect(heard?.headers).toMatchObject({ 'content-type': 'text/xml', accept: 'text/xml', soapaction: '""' });
    const request = elementAt(readXml(heard?.body ?? ''), 'Body', 'GetQuote');
    expect(textAt(request, 'ApplicationArea', 'Sender', 'LogicalID')).toBe('SENDER-1');
    expect(textAt(request, 'ApplicationArea', 'CreationDateTime')).toBe('2026-04-15T09:30:00Z');
    expect(textAt(request, 'ApplicationArea', 'BODID')).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    const expression = elementAt(request, 'DataArea', 'Get', 'Expression');
    expect(expression?.attributes.get('expressionLanguage')).toBe('DealId');
    expect(expression?.text).toBe('70000001');
    expect(textAt(request, 'DataArea', 'Quote', 'QuoteHeader', 'Status', 'Code')).toBe('All');
  });

  test('a deal number with marks in it does not break out of the message', async () => {
    const dealId = '7</o:Expression><x a="\'&';
    await firstDeals([deal({ dealId, quoteId: '1' })], () => ({ body: quoteAnswer({}) }));
    const root = readXml(bench.server.heardAt('/commerce')[0]?.body ?? '');
    expect(elementsNamed(root, 'Expression').map((element) => element.text)).toEqual([dealId]);
  });

  test('is the one that the deal names, among several', async () => {
    const body = quoteAnswer(
      { id: '4700000009' },
      { total: '<n1:Amount typeCode="DealTotal" currencyID="EUR">7</n1:Amount>' },
    );
    expect(await firstDeals([WITH_QUOTE], () => ({ body }))).toMatchObject([
      { value: { amount: '7', currency: 'EUR' } },
    ]);
  });

  test('among several of which the deal names none, it is not known', async () => {
    const body = quoteAnswer({ id: '1' }, { id: '2' });
    expect(await firstDeals([WITH_QUOTE], () => ({ body }))).toMatchObject([{ value: null }]);
  });

  test.each([
    ['currencyID="USD">15400.50', { amount: '15400.5', currency: 'USD' }],
    ['currencyID="eur">7', { amount: '7', currency: 'EUR' }],
    ['currencyCode="JPY">1200000', { amount: '1200000', currency: 'JPY' }],
    ['currencyID="USD"> 0.10 ', { amount: '0.1', currency: 'USD' }],
    ['currencyID="USD">12345678901234567.89', { amount: '12345678901234567.89', currency: 'USD' }],
    ['currencyID="USD">-25.00', { amount: '-25', currency: 'USD' }],
  ])('a total of %s is exactly that', async (written, value) => {
    const total = `<n1:Amount typeCode="DealTotal" ${written}</n1:Amount>`;
    expect(await firstDeals([WITH_QUOTE], () => ({ body: quoteAnswer({ total }) }))).toMatchObject([{ value }]);
  });

  test.each(['ORDERED', 'DRAFT', 'Approved'])("that is %s tells the deal's worth, and not its status", async (code) => {
    const body = quoteAnswer({}).replace('>ORDERED<', `>${code}<`);
    expect(await firstDeals([WITH_QUOTE], () => ({ body }))).toMatchObject([
      { status: 'APPROVED', value: { amount: '15400.5' } },
    ]);
  });

  test.each([
    ['without a currency', '<n1:Amount typeCode="DealTotal">15</n1:Amount>'],
    ['with a comma', '<n1:Amount typeCode="DealTotal" currencyID="USD">15,400.50</n1:Amount>'],
    ['of another kind', '<n1:Amount typeCode="LineTotal" currencyID="USD">15</n1:Amount>'],
  ])('an amount %s is no money', async (_what, total) => {
    expect(await firstDeals([WITH_QUOTE], () => ({ body: quoteAnswer({ total }) }))).toMatchObject([{ value: null }]);
  });

  test('a party that is not called the end customer may be the partner, and is not taken', async () => {
    const extra = '<n1:CustomerParty><n1:Name>Example Networks</n1:Name></n1:CustomerParty>';
    const records = await firstDeals([WITH_QUOTE], () => ({ body: quoteAnswer({ extra }) }));
    expect(records).toMatchObject([{ customer: { name: null } }]);
  });

  test('is not asked for when the deal names none', async () => {
    expect(await firstDeals([deal()], () => ({ body: quoteAnswer({}) }))).toMatchObject([{ value: null }]);
    expect(asked()).toBe(0);
  });

  test('is not asked for without the sender id that the service wants', async () => {
    bench = await startBench({ [DEALS]: () => dealPage([WITH_QUOTE]) }, { senderId: undefined });
    expect(recordsIn((await pullFirst(bench.session, 'deals')).items)).toMatchObject([{ value: null }]);
    expect(asked()).toBe(0);
  });

  test.each<[string, Reply]>([
    ['401', { status: 401 }],
    ['403', { status: 403, body: 'Not Authorized' }],
  ])(
    'when the service says %s, the deals come without, and it is not asked again in this run',
    async (_what, reply) => {
      const records = await firstDeals([WITH_QUOTE, deal({ dealId: '2', quoteId: '3' })], () => reply);
      expect(records.map((record) => record.remoteId)).toEqual(['70000001', '2']);
      expect(new Set(bench.server.heardAt('/commerce').map((heard) => /70000001/.test(heard.body)))).toEqual(
        new Set([true]),
      );
    },
  );

  test.each<[string, Reply]>([
    ['a message instead of quotes', { body: '<a><Message><Description>no quote</Description></Message></a>' }],
    ['a fault of the request', { status: 500, body: fault('e:Client') }],
    ['404', { status: 404 }],
    ['no XML', { body: '<html><br></html>' }],
    ['a document type', { body: '<!DOCTYPE a><a/>' }],
  ])('after %s the deal comes without, and the next one is asked for', async (_what, reply) => {
    const replies = [reply];
    const records = await firstDeals([WITH_QUOTE, deal({ dealId: '2', quoteId: '4700000001' })], () => {
      return replies.shift() ?? { body: quoteAnswer({}) };
    });
    expect(records).toMatchObject([{ value: null }, { value: { amount: '15400.5' } }]);
    expect(asked()).toBe(2);
  });

  test.each<[string, Reply, string]>([
    ['no answer', { hangUp: true }, 'unreachable'],
    ['503', { status: 503 }, 'upstream_error'],
    ['a fault of the service', { status: 500, body: fault('e:Server') }, 'upstream_error'],
    ['a limit', { status: 403, body: 'ERR_403_DEVELOPER_OVER_QPS' }, 'rate_limited'],
  ])('%s ends the run, so that no deal loses what is known of it', async (_what, reply, kind) => {
    bench = await startBench({ [DEALS]: () => dealPage([WITH_QUOTE]), [QUOTES]: () => reply });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({ kind, operation: 'quotes.list' });
    expect(asked()).toBe(3);
  });

  test('a sign-in that fails before a quote is no matter of the quote, and ends the run', async () => {
    const token = { body: { access_token: 'access-1', expires_in: 3600 } };
    bench = await startBench({
      [TOKEN]: inTurn(token, { status: 401, body: { error: 'invalid_client' } }),
      [DEALS]: () => dealPage([WITH_QUOTE]),
      [QUOTES]: () => ({ status: 401 }),
    });
    expect(await vendorErrorOf(pullFirst(bench.session, 'deals'))).toMatchObject({
      kind: 'auth_expired',
      operation: 'login.token',
    });
  });
});
