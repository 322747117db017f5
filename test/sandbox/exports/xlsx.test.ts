import { describe, expect, test } from '@jest/globals';
import { PORTAL_EXPORTS, exportColumns, portalExport } from '../../../sandbox/exports/portal-export.ts';
import { DAY, amount, day, tableOf } from '../../../sandbox/exports/table.ts';
import { columnName } from '../../../sandbox/exports/xlsx/sheet.ts';
import { writeXlsx } from '../../../sandbox/exports/xlsx/write-xlsx.ts';
import { readCsv, readXlsx } from './read-file.ts';

const ORDER = { seed: 20_260_402, partner: 1, asOf: '2026-04-02' } as const;
/** Serial number of 1970-01-01 in a spreadsheet. */
const EPOCH = 25_569;

describe('a workbook', () => {
  test('keeps texts, numbers, days and amounts as what they are, and leaves empty cells out', () => {
    const columns = ['Text', 'Number', 'Day', 'Amount', 'Nothing'];
    const at = Date.UTC(2026, 3, 2);
    const row = {
      Text: 'Müller & <Söhne> "KG"',
      Number: 7.5,
      Day: day(at + 5),
      Amount: amount(-1234.56),
      Nothing: null,
    };
    const { rows, sheetName, created } = readXlsx(writeXlsx(tableOf('A & B', columns, [row, row]), at));
    expect(sheetName).toBe('A & B');
    expect(created).toBe('2026-04-02T00:00:00Z');
    expect([...(rows[0] ?? [])].map(([, { value }]) => value)).toEqual(columns);
    expect([...(rows[1] ?? [])]).toEqual([
      ['A', { value: 'Müller & <Söhne> "KG"', style: '0' }],
      ['B', { value: 7.5, style: '0' }],
      ['C', { value: EPOCH + at / DAY, style: '1' }],
      ['D', { value: -1234.56, style: '2' }],
    ]);
    expect(rows[2]).toEqual(rows[1]);
  });

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('column %d is %s', (at, name) => {
    expect(columnName(at)).toBe(name);
  });

  test.each(PORTAL_EXPORTS)('$vendor $area has the rows of the CSV file', async (what) => {
    const book = readXlsx(await portalExport({ ...ORDER, ...what, format: 'xlsx' }));
    const csv = readCsv(await portalExport({ ...ORDER, ...what, format: 'csv' }), what.vendor);
    expect([...(book.rows[0] ?? [])].map(([, { value }]) => value)).toEqual(exportColumns(what.vendor, what.area));
    expect(book.rows).toHaveLength(csv.length);
    for (const [at, row] of book.rows.entries()) {
      const filled = (csv[at] ?? []).map((text, column) => (text === '' ? null : columnName(column)));
      expect([...row.keys()]).toEqual(filled.filter((name) => name !== null));
    }
    expect(book.created).toBe('2026-04-02T00:00:00Z');
  });

  test('the same order gives the same bytes', async () => {
    const order = { ...ORDER, vendor: 'ibm', area: 'DEAL', format: 'xlsx' } as const;
    expect((await portalExport(order)).equals(await portalExport(order))).toBe(true);
  });
});
