import { describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { readFile, recordsOf } from './support/read-file.ts';
import { row, text, textRow, workbook } from './support/workbook.ts';

const HEADER = textRow(
  1,
  'Deal registration ID',
  'Status',
  'End customer',
  'Expected revenue',
  'Currency',
  'Expected close date',
);

/** A row of a deal with the given cells for revenue and close date. */
function dealRow(number: number, ...cells: readonly string[]): string {
  return row(
    number,
    text(`A${number}`, `D-${number}`),
    text(`B${number}`, 'Approved'),
    text(`C${number}`, 'Acme'),
    ...cells,
  );
}

async function dealsOf(content: Uint8Array, own: object = {}): Promise<DealRecord[]> {
  return recordsOf<DealRecord>('dell', 'DEAL', content, own);
}

describe('a workbook', () => {
  test('gives numbers and dates by their own types, whatever form is declared for texts', async () => {
    const cells = ['<c r="D2"><v>1234.5</v></c>', text('E2', 'EUR'), '<c r="F2" s="1"><v>46112</v></c>'];
    const [deal] = await dealsOf(workbook(HEADER + dealRow(2, ...cells)), {
      dateFormat: 'DD.MM.YYYY',
      decimalMark: ',',
    });
    expect(deal).toMatchObject({ value: { amount: '1234.5', currency: 'EUR' }, closeOn: '2026-03-31' });
  });

  test('gives its texts by the declared forms', async () => {
    const cells = [text('D2', '1.234,50'), text('E2', 'eur'), text('F2', '31.03.2026')];
    const [deal] = await dealsOf(workbook(HEADER + dealRow(2, ...cells)), {
      dateFormat: 'DD.MM.YYYY',
      decimalMark: ',',
    });
    expect(deal).toMatchObject({ value: { amount: '1234.5', currency: 'EUR' }, closeOn: '2026-03-31' });
  });

  test('shows fifteen digits of a number, as a spreadsheet does', async () => {
    const [deal] = await dealsOf(
      workbook(HEADER + dealRow(2, '<c r="D2"><v>0.30000000000000004</v></c>', text('E2', 'EUR'))),
    );
    expect(deal?.value).toEqual({ amount: '0.3', currency: 'EUR' });
  });

  test('with a number that it can not have kept exactly has a problem there', async () => {
    const { problems } = await readFile(
      'dell',
      'DEAL',
      workbook(HEADER + row(2, '<c r="A2"><v>4001882300000000123</v></c>', text('B2', 'Approved'), text('C2', 'Acme'))),
    );
    expect(problems).toMatchObject([{ row: 2, column: 'Deal registration ID', code: 'INVALID' }]);
    expect(problems[0]?.message).toMatch(/more than 15 digits/);
  });

  test('may name its texts in a shared table', async () => {
    const rows = HEADER + row(2, text('A2', 'D-2'), text('B2', 'Approved'), '<c r="C2" t="s"><v>1</v></c>');
    const [deal] = await dealsOf(workbook(rows, { sharedStrings: ['other', 'Åse & Sønner'] }));
    expect(deal?.customer.name).toBe('Åse & Sønner');
  });

  test('is read from its first sheet, or from the one that the map names', async () => {
    const sheets = { Cover: textRow(1, 'Read me'), Deals: HEADER + dealRow(2) };
    expect(await dealsOf(workbook('', { sheets }), { sheet: 'Deals' })).toHaveLength(1);
    await expect(dealsOf(workbook('', { sheets }))).rejects.toThrow(/no column "Deal registration ID", "Status"/);
    await expect(dealsOf(workbook('', { sheets }), { sheet: 'Offers' })).rejects.toThrow(/no sheet "Offers"/);
  });

  test('may begin below empty rows, and counts rows as it shows them', async () => {
    const header = HEADER.replaceAll('"1"', '"3"').replaceAll('1" t=', '3" t=');
    const { problems } = await readFile(
      'dell',
      'DEAL',
      workbook(header + dealRow(4) + row(9, text('A9', 'D-9'), text('B9', 'Approved'))),
    );
    expect(problems).toMatchObject([{ row: 9, column: 'End customer', code: 'REQUIRED' }]);
  });

  test('gives the saved value of a formula and computes nothing', async () => {
    const cells = [
      '<c r="D2"><f>100*2+WEBSERVICE("https://evil.example")</f><v>7</v></c>',
      '<c r="E2" t="str"><f>"U"&amp;"SD"</f><v>EUR</v></c>',
    ];
    const [deal] = await dealsOf(workbook(HEADER + dealRow(2, ...cells)));
    expect(deal?.value).toEqual({ amount: '7', currency: 'EUR' });
  });

  test('has a problem where a formula has failed, and where one without a saved value is needed', async () => {
    const rows =
      HEADER +
      dealRow(2, '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>') +
      row(3, text('A3', 'D-3'), text('B3', 'Approved'), '<c r="C3"><f>A1</f></c>');
    const { problems } = await readFile('dell', 'DEAL', workbook(rows));
    expect(problems).toMatchObject([
      { row: 2, column: 'Expected revenue', code: 'INVALID' },
      { row: 3, column: 'End customer', code: 'REQUIRED' },
    ]);
    expect(problems[0]?.message).toBe('Expected revenue: expected a value, came a formula that failed (#DIV/0!).');
  });
});
