import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { XmlError, descend, readXml } from '../../../sandbox/cisco/soap/xml-reader.ts';
import type { XmlElement } from '../../../sandbox/cisco/soap/xml-reader.ts';
import { ACQUIRE_QUOTE, ALL, LIST_QUOTES, listOf, startCisco } from './support.ts';
import type { Answer, CiscoSandbox } from './support.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const OAGIS = 'http://www.openapplications.org/oagis/9';
const XML = { 'content-type': 'text/xml', accept: 'text/xml', soapaction: '""' };

function envelope(dataArea: string): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="${SOAP}" xmlns:o="${OAGIS}"><s:Body><o:GetQuote releaseID="2">
    <o:ApplicationArea><o:BODID>urn:uuid:1</o:BODID></o:ApplicationArea>
    <o:DataArea>${dataArea}</o:DataArea></o:GetQuote></s:Body></s:Envelope>`;
}
const byDeal = (dealId: string, most = '25') =>
  envelope(`<o:Get maxItems="${most}"><o:Expression expressionLanguage="DealId">${dealId}</o:Expression></o:Get>`);
const byNumber = (id: string) =>
  envelope(`<o:Quote><o:QuoteHeader><o:DocumentID><o:ID>${id}</o:ID></o:DocumentID></o:QuoteHeader></o:Quote>`);

function quotesOf(answer: Answer): XmlElement[] {
  const area = descend(readXml(answer.text), ['Body', 'ShowQuote', 'DataArea']);
  return area?.children.filter(({ name }) => name === 'Quote') ?? [];
}
const at = (element: XmlElement | undefined, ...path: string[]) => (element && descend(element, path)?.text) ?? null;

describe('quotes by deal', () => {
  let sandbox: CiscoSandbox;

  beforeAll(async () => {
    sandbox = await startCisco();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const post = (path: string, body: string, headers: Record<string, string> = XML) =>
    sandbox.call(path, { method: 'POST', body, headers });
  const deals = async () => listOf((await sandbox.deals({ ...ALL, offset: '0', max: '30' })).json, 'items');

  test('a deal’s quotes are listed with number, status and total, the one the deal names first', async () => {
    const statuses = new Set<string | null>();
    for (const deal of await deals()) {
      const answer = await post(LIST_QUOTES, byDeal(String(deal['dealId'])));
      expect(answer.status).toBe(200);
      const quotes = quotesOf(answer);
      expect(at(quotes[0], 'QuoteHeader', 'DocumentID', 'ID')).toBe(deal['quoteId']);
      for (const quote of quotes) {
        statuses.add(at(quote, 'QuoteHeader', 'Status', 'Code'));
        const total = descend(quote, ['QuoteHeader', 'Extension', 'Amount']);
        expect(total?.attributes['typeCode']).toBe('DealTotal');
        expect(total?.text).toMatch(/^\d+\.\d{2}$/);
        expect(quote.children.map(({ name }) => name)).toEqual(['QuoteHeader']);
      }
    }
    expect(statuses).toEqual(new Set(['ORDERED', 'APPROVED', 'DRAFT']));
  });

  test('a quote is acquired by its number, with its lines, which add up to the total', async () => {
    const [deal] = await deals();
    const [quote] = quotesOf(await post(ACQUIRE_QUOTE, byNumber(String(deal?.['quoteId']))));
    const lines = quote?.children.filter(({ name }) => name === 'QuoteLine') ?? [];
    expect(lines.length).toBeGreaterThan(0);
    const sum = lines.reduce((total, line) => total + Number(at(line, 'ExtendedAmount')), 0);
    expect(sum).toBeCloseTo(Number(at(quote, 'QuoteHeader', 'Extension', 'Amount')), 2);
    for (const line of lines) {
      expect(Number(at(line, 'UnitPrice', 'Amount')) * Number(at(line, 'Quantity'))).toBeCloseTo(
        Number(at(line, 'ExtendedAmount')),
        1,
      );
      const names = line.children
        .filter(({ name }) => name === 'NameValue')
        .map(({ attributes }) => attributes['name']);
      expect(names).toEqual(['QuantityChange', 'LineChangeType', 'QuantityChangeType', 'ItemCategoryClassification']);
      expect(at(line, 'CiscoLine', 'AdditionalItemInfo')).not.toBeNull();
    }
  });

  test('prefixes and spellings differ from answer to answer, the content stays the same', async () => {
    const [deal] = await deals();
    const answers: Answer[] = [];
    for (let count = 0; count < 12; count += 1) {
      answers.push(await post(ACQUIRE_QUOTE, byNumber(String(deal?.['quoteId']))));
    }
    expect(new Set(answers.map(({ text }) => /<(\w+):Envelope/.exec(text)?.[1])).size).toBeGreaterThan(3);
    expect(new Set(answers.map(({ text }) => text.includes('<ShowQuote')))).toEqual(new Set([true, false]));
    const lines = answers.map((answer) => quotesOf(answer)[0]?.children.find(({ name }) => name === 'QuoteLine'));
    const numbers = lines.map((line) => [at(line, 'LineNumber'), at(line, 'LineNumber', 'ID')]);
    expect(new Set(numbers.map(([plain, inner]) => inner ?? plain))).toEqual(new Set(['1.0']));
    expect(new Set(numbers.map(([, inner]) => inner === null))).toEqual(new Set([true, false]));
    const items = lines.map((line) => at(line, 'ItemID', 'ID') ?? at(line, 'Item', 'ID'));
    expect(new Set(items).size).toBe(1);
  });

  test('maxItems bounds the list', async () => {
    let longest = 0;
    for (const deal of await deals()) {
      longest = Math.max(longest, quotesOf(await post(LIST_QUOTES, byDeal(String(deal['dealId'])))).length);
      expect(quotesOf(await post(LIST_QUOTES, byDeal(String(deal['dealId']), '1')))).toHaveLength(1);
    }
    expect(longest).toBeGreaterThan(1);
  });

  test('another partner’s deal has no quotes, and its quote cannot be acquired', async () => {
    const [deal] = await deals();
    const list = await sandbox.call(LIST_QUOTES, {
      method: 'POST',
      headers: XML,
      partner: 2,
      body: byDeal(String(deal?.['dealId'])),
    });
    expect(quotesOf(list)).toEqual([]);
    const one = await sandbox.call(ACQUIRE_QUOTE, {
      method: 'POST',
      headers: XML,
      partner: 2,
      body: byNumber(String(deal?.['quoteId'])),
    });
    expect(one.status).toBe(200);
    expect(at(quotesOf(one)[0], 'QuoteHeader', 'Message', 'Description')).toContain('There is no quote');
  });

  test.each([
    ['XML that is cut off', LIST_QUOTES, byDeal('1').slice(0, -20)],
    ['no XML at all', LIST_QUOTES, 'dealId=1'],
    ['a document type', LIST_QUOTES, `<!DOCTYPE x [<!ENTITY y "z">]>${byDeal('1')}`],
    ['another namespace', LIST_QUOTES, byDeal('1').replace('/oagis/9', '/oagis/10')],
    ['no expression', LIST_QUOTES, envelope('<o:Get maxItems="5"/>')],
    ['another expression language', LIST_QUOTES, byDeal('1').replace('"DealId"', '"XPath"')],
    ['a wrong maxItems', LIST_QUOTES, byDeal('1', 'many')],
    ['no quote number', ACQUIRE_QUOTE, byNumber('')],
  ])('a request with %s is answered 200 with a message', async (_what, path, body) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(200);
    expect(at(quotesOf(answer)[0], 'QuoteHeader', 'Message', 'Description')).toEqual(expect.any(String));
  });

  test('a body that is not called text/xml is refused', async () => {
    expect((await post(LIST_QUOTES, byDeal('1'), { 'content-type': 'application/json' })).status).toBe(415);
  });

  test('what the control door puts into a quote is shown, escaped, wrong types and all', async () => {
    const own = await startCisco({ dealsPerPartner: 2 });
    const [deal] = listOf((await own.deals({ ...ALL, offset: '0', max: '1' })).json, 'items');
    const id = String(deal?.['quoteId']);
    await own.change({ type: 'quote', id, set: { status: 'A<B & "C"', dealTotal: { odd: true }, lines: 'none' } });
    const answer = await own.call(ACQUIRE_QUOTE, { method: 'POST', headers: XML, body: byNumber(id) });
    await own.close();
    const [quote] = quotesOf(answer);
    expect(at(quote, 'QuoteHeader', 'Status', 'Code')).toBe('A<B & "C"');
    expect(at(quote, 'QuoteHeader', 'Extension', 'Amount')).toBe('{"odd":true}');
    expect(quote?.children).toHaveLength(1);
  });
});

describe('reading XML', () => {
  test('takes prefixes, default namespaces, entities, CDATA and comments for what they mean', () => {
    const root = readXml(
      '\uFEFF<?xml version="1.0"?><!-- x --><a:r xmlns:a="u:1" q=\'1 &gt; 0\'><b xmlns="u:2">x&#x41;&amp;<![CDATA[<y>]]></b><a:c/></a:r>\n',
    );
    expect(root).toMatchObject({ name: 'r', namespace: 'u:1', attributes: { q: '1 > 0' } });
    expect(root.children.map(({ name, namespace, text }) => [name, namespace, text])).toEqual([
      ['b', 'u:2', 'xA&<y>'],
      ['c', 'u:1', ''],
    ]);
  });

  test.each(['', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a>&nope;</a>', '<a>1 & 2</a>', '<p:a/>', 'x<a/>', '<a b=">'])(
    'refuses %j',
    (source) => {
      expect(() => readXml(source)).toThrow(XmlError);
    },
  );
});
