import { describe, expect, test } from '@jest/globals';
import type { BenefitRecord, DealRecord } from '../../../platform/records/records.ts';
import { csv, dealCsv, readFile, recordsOf } from './support/read-file.ts';

async function dealsOf(content: string, own: object = {}): Promise<DealRecord[]> {
  return recordsOf<DealRecord>('dell', 'DEAL', content, own);
}

describe('the columns of an export', () => {
  test('are found in any order, among others, whatever their case and punctuation', async () => {
    const [deal] = await dealsOf(
      csv('Internal note, END-CUSTOMER ,deal_status,Deal Registration Id,Region', 'x,Acme,Approved,D-1,EMEA'),
    );
    expect(deal).toMatchObject({ remoteId: 'D-1', status: 'APPROVED', customer: { name: 'Acme' } });
  });

  test('all stay in the payload, those that are not looked for and those without a header too', async () => {
    const { records } = await readFile(
      'dell',
      'DEAL',
      csv('Deal ID,Status,Customer,Region,,Region,__proto__', 'D-1,Approved,Acme,EMEA,x,North,y'),
    );
    expect(JSON.parse(JSON.stringify(records[0]?.payload))).toEqual(
      JSON.parse(
        '{"Deal ID":"D-1","Status":"Approved","Customer":"Acme","Region":"EMEA","column 5":"x","Region (2)":"North","__proto__":"y"}',
      ),
    );
  });

  test('that are needed and missing are named, with those that are there', async () => {
    await expect(readFile('dell', 'DEAL', csv('Name,Amount', 'a,1'))).rejects.toMatchObject({
      fault: 'content',
      code: 'REQUIRED',
      message:
        'The file has no column "Deal registration ID", "Status", "End customer". Its columns are "Name", "Amount".',
    });
  });

  test('that are looked for and there twice are refused: nobody can tell which one counts', async () => {
    await expect(readFile('dell', 'DEAL', csv('Deal ID,Status,Customer,status', 'D-1,a,b,c'))).rejects.toMatchObject({
      code: 'DUPLICATE',
      message: 'The file has two columns "Status": which one counts can\'t be told.',
    });
  });

  test('of another export are refused', async () => {
    const membership = csv('Program tier,Effective date', 'Gold,2026-02-01');
    await expect(readFile('dell', 'DEAL', membership)).rejects.toThrow(/no column "Deal registration ID"/);
  });
});

describe("a connection's own map", () => {
  test('names the columns its own way', async () => {
    const own = { columns: { id: 'Vorgang', status: ['Zustand', 'Stand'], customer: 'Endkunde' } };
    const [deal] = await dealsOf(csv('Vorgang,Stand,Endkunde', 'V-7,Approved,Acme'), own);
    expect(deal).toMatchObject({ remoteId: 'V-7', status: 'APPROVED' });
    await expect(dealsOf(dealCsv('D-1,Approved,Acme,,,'), own)).rejects.toThrow(
      /no column "Vorgang", "Zustand", "Endkunde"/,
    );
  });

  test('declares the forms of dates and numbers', async () => {
    const own = { dateFormat: 'D.M.YYYY', decimalMark: ',' };
    const [deal] = await dealsOf(dealCsv('D-1,Approved,Acme,"1.234.567,89",EUR,3.4.2026'), own);
    expect(deal).toMatchObject({ value: { amount: '1234567.89' }, closeOn: '2026-04-03' });
  });

  test('says what stands in every row of a column that the file does not have', async () => {
    const own = { constants: { currency: 'SEK', status: 'Approved' } };
    const [deal] = await dealsOf(csv('Deal ID,Customer,Value', 'D-1,Acme,10'), own);
    expect(deal).toMatchObject({ status: 'APPROVED', value: { amount: '10', currency: 'SEK' } });
  });

  test('translates words, and what a person declared counts as exact', async () => {
    const own = { words: { status: { Genehmigt: 'APPROVED' }, country: { Allemagne: 'DE', 'k. A.': '' } } };
    const content = csv('Deal ID,Status,Customer,Country', 'D-1,GENEHMIGT,Acme,Allemagne', 'D-2,Approved,Bolt,k. A.');
    const [declared, guessed] = await dealsOf(content, own);
    expect(declared).toMatchObject({
      status: 'APPROVED',
      statusDetail: { raw: 'GENEHMIGT', rule: 'connection-word', exact: true },
      customer: { country: 'DE' },
    });
    expect(guessed).toMatchObject({
      statusDetail: { rule: 'fallback/approved', exact: false },
      customer: { country: null },
    });
  });

  test.each([
    [{ column: {} }, 'map/: expected one of columns, constants, words, dateFormat, decimalMark, sheet, came "column".'],
    [{ columns: { number: 'x' } }, 'map/columns: expected one of id, updatedOn'],
    [{ columns: { id: 5 } }, 'map/columns/id: expected a header text, or a list of 1 to 20 of them, came 5.'],
    [{ words: { status: { Offen: 'OPEN' } } }, 'map/words/status/Offen: expected one of DRAFT, OFFERED'],
    [{ dateFormat: 'YYYY-MM' }, 'map/dateFormat: expected a form such as DD.MM.YYYY, came "YYYY-MM".'],
    [{ decimalMark: ';' }, 'map/decimalMark: expected one of . ,, came ";".'],
    [{ sheet: '' }, 'map/sheet: expected a text of 1 to 200 characters, came "".'],
    [{ words: { status: 'x' } }, 'map/words/status: expected an object, came "x".'],
    [['x'], 'map/: expected an object, came ["x"].'],
    ['x', 'map/: expected an object, came "x".'],
  ])('of the wrong shape is refused by name: %j', async (own, message) => {
    await expect(readFile('dell', 'DEAL', dealCsv('D-1,Approved,Acme,,,'), own as object)).rejects.toThrow(message);
  });

  test('can not reach beyond its own words', async () => {
    const own = JSON.parse('{"words":{"__proto__":{"x":"LOST"},"status":{"__proto__":"WON"}}}') as object;
    const [deal] = await dealsOf(dealCsv('D-1,constructor,toString,,,'), own);
    expect(deal).toMatchObject({ status: 'UNKNOWN', customer: { name: 'toString' } });
  });
});

describe('a row', () => {
  test('has all its problems told at once, each by column, and does not stop the others', async () => {
    const { records, rejected, problems } = await readFile(
      'dell',
      'DEAL',
      csv(
        'Deal ID,Status,Customer,Country,Value,Currency,Close date,Link',
        'D-1,,Acme,Atlantis,12 EUR,DOLLAR,31.12.2026,javascript:alert(1)',
        'D-2,Approved,Bolt,Norway,5,NOK,2026-12-31,https://portal.example/d/2',
      ),
    );
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Status', 'REQUIRED'],
      [2, 'Country', 'INVALID'],
      [2, 'Value', 'INVALID'],
      [2, 'Currency', 'INVALID'],
      [2, 'Close date', 'INVALID'],
      [2, 'Link', 'INVALID'],
    ]);
    expect(rejected).toEqual([{ remoteId: 'D-1', path: '/Status', problem: 'REQUIRED in row 2' }]);
    expect(records.map(({ record }) => record)).toMatchObject([
      { remoteId: 'D-2', remoteUrl: 'https://portal.example/d/2', customer: { country: 'NO' } },
    ]);
  });

  test('without a number of its own is kept out without a name', async () => {
    const { rejected } = await readFile('dell', 'DEAL', dealCsv(',Approved,Acme,,,'));
    expect(rejected).toMatchObject([{ remoteId: null }]);
  });

  test('whose record stands in the file already is kept out: the first one counts', async () => {
    const { records, problems } = await readFile(
      'dell',
      'DEAL',
      dealCsv('D-1,Approved,Acme,,,', 'D-1,Rejected,Acme,,,'),
    );
    expect(records).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, column: 'Deal registration ID', code: 'DUPLICATE' }]);
    expect(problems[0]?.message).toMatch(/came the one of row 2 again/);
  });

  test('with an amount and no currency has a problem', async () => {
    const { problems } = await readFile('dell', 'DEAL', dealCsv('D-1,Approved,Acme,5,,'));
    expect(problems).toMatchObject([{ column: 'Currency', code: 'REQUIRED' }]);
  });

  test('with a text of more than 4000 characters has a problem', async () => {
    const { problems } = await readFile('dell', 'DEAL', dealCsv(`D-1,Approved,${'x'.repeat(4_001)},,,`));
    expect(problems).toMatchObject([{ column: 'End customer', code: 'TOO_LONG' }]);
    expect(problems[0]?.message.length).toBeLessThan(200);
  });
});

describe('a benefit', () => {
  test('that does not say what is left has what was not used', async () => {
    const [benefit] = await recordsOf<BenefitRecord>(
      'ibm',
      'BENEFIT',
      csv('Benefit ID,Benefit,Allocated,Used,Currency', 'B-1,Credits,0.30,0.10,USD'),
    );
    expect(benefit?.remaining).toEqual({ amount: '0.2', currency: 'USD' });
  });

  test('tells a number of things only where the file tells two of in all, used, left', async () => {
    const header = 'Benefit ID,Benefit,Quantity,Used quantity,Remaining quantity,Unit';
    const benefits = await recordsOf<BenefitRecord>(
      'microsoft',
      'BENEFIT',
      csv(header, 'B-1,a,5,,,seats', 'B-2,b,5,2,,', 'B-3,c,5,,1,'),
    );
    expect(benefits.map(({ quantity }) => quantity)).toEqual([
      null,
      { total: '5', used: '2', remaining: '3', unit: 'units' },
      { total: '5', used: '4', remaining: '1', unit: 'units' },
    ]);
  });

  test('has the status that its words mostly mean, else UNKNOWN, and keeps the words', async () => {
    const content = csv('Benefit ID,Benefit,Status', 'B-1,a,Pre-Approved', 'B-2,b,Not available', 'B-3,c,');
    const benefits = await recordsOf<BenefitRecord>('dell', 'BENEFIT', content.replaceAll('Benefit ID', 'Reference'));
    expect(benefits.map(({ status, rawStatus }) => [status, rawStatus])).toEqual([
      ['PRE_APPROVED', 'Pre-Approved'],
      ['UNKNOWN', 'Not available'],
      ['UNKNOWN', ''],
    ]);
  });
});
