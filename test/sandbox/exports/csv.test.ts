import { describe, expect, test } from '@jest/globals';
import { cellText } from '../../../sandbox/exports/csv/cell-text.ts';
import { encode } from '../../../sandbox/exports/csv/encode.ts';
import { writeCsv } from '../../../sandbox/exports/csv/write-csv.ts';
import { CSV_LAYOUTS } from '../../../sandbox/exports/layout.ts';
import { EXPORT_VENDORS } from '../../../sandbox/exports/order.ts';
import { PORTAL_EXPORTS, exportColumns, exportFileName, portalExport } from '../../../sandbox/exports/portal-export.ts';
import { amount, day, tableOf } from '../../../sandbox/exports/table.ts';
import { readCsv, readRecords } from './read-file.ts';

const ORDER = { seed: 20_260_402, partner: 1, asOf: '2026-04-02', format: 'csv' } as const;
const APRIL = day(Date.UTC(2026, 3, 2, 15));

describe('the cells of a CSV file', () => {
  test.each([
    ['aws', '04/02/2026', '-1,234,567.80'],
    ['microsoft', '4/2/2026', '-1,234,567.80'],
    ['cisco', '02-Apr-2026', '-1,234,567.80'],
    ['dell', '02.04.2026', '-1.234.567,80'],
    ['ibm', '02-Apr-2026', '-1,234,567.80'],
  ] as const)('%s prints a day as %s and an amount as %s', (vendor, dayText, amountText) => {
    const layout = CSV_LAYOUTS[vendor];
    expect(cellText(APRIL, layout)).toBe(dayText);
    expect(cellText(amount(-1_234_567.8), layout)).toBe(amountText);
    expect(cellText(null, layout)).toBe('');
  });

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
  ])('%d cents are %s', (cents, text) => {
    expect(cellText({ kind: 'amount', cents }, CSV_LAYOUTS.aws)).toBe(text);
  });

  test('a plain number has the vendor’s decimal point', () => {
    expect(cellText(7.5, CSV_LAYOUTS.cisco)).toBe('7.5');
    expect(cellText(7.5, CSV_LAYOUTS.dell)).toBe('7,5');
  });

  test('what holds a separator, a quote or a line end is quoted, and read back as it was', () => {
    const texts = ['a,b', 'a;b', 'a\tb', 'say "so"', 'two\r\nlines', ' blank ', 'plain'];
    for (const vendor of EXPORT_VENDORS) {
      const file = writeCsv(
        tableOf('T', texts, [Object.fromEntries(texts.map((text) => [text, text]))]),
        CSV_LAYOUTS[vendor],
      );
      expect(readCsv(file, vendor)).toEqual([texts, texts]);
    }
  });
});

describe('the encodings', () => {
  test('begin with the mark that belongs to them', () => {
    expect([...encode('é', 'utf-8')]).toEqual([0xc3, 0xa9]);
    expect([...encode('é', 'utf-8-bom')]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xa9]);
    expect([...encode('é', 'utf-16le')]).toEqual([0xff, 0xfe, 0xe9, 0x00]);
    expect([...encode('é', 'windows-1252')]).toEqual([0xe9]);
  });

  test('Windows-1252 keeps every character it has, and loses others', () => {
    const decoder = new TextDecoder('windows-1252');
    const all = Array.from({ length: 256 }, (_, at) => at).filter((at) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(at));
    const text = decoder.decode(Uint8Array.from(all));
    expect([...encode(text, 'windows-1252')]).toEqual(all);
    expect(decoder.decode(encode('Huta Śląska, Kōwhai 🍺', 'windows-1252'))).toBe('Huta ?l?ska, K?whai ?');
  });
});

describe('every portal export as CSV', () => {
  test('there is one for each thing that a vendor has no API for, and no other', () => {
    expect(PORTAL_EXPORTS.map(({ vendor, area }) => `${vendor} ${area}`)).toEqual([
      'aws MEMBERSHIP',
      'microsoft MEMBERSHIP',
      'microsoft BENEFIT',
      'microsoft FUND',
      'cisco MEMBERSHIP',
      'cisco BENEFIT',
      'cisco FUND',
      'dell MEMBERSHIP',
      'dell BENEFIT',
      'dell FUND',
      'dell DEAL',
      'ibm MEMBERSHIP',
      'ibm BENEFIT',
      'ibm FUND',
      'ibm DEAL',
    ]);
  });

  test.each(PORTAL_EXPORTS)('$vendor $area reads back under its header row, for every partner', async (what) => {
    const columns = exportColumns(what.vendor, what.area);
    expect(new Set(columns).size).toBe(columns.length);
    for (const partner of [1, 2, 3, 4, 9]) {
      const [header, ...rows] = readCsv(await portalExport({ ...ORDER, ...what, partner }), what.vendor);
      expect(header).toEqual(columns);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  test.each(PORTAL_EXPORTS)(
    '$vendor $area is the same for the same order, and another for another seed',
    async (what) => {
      const order = { ...ORDER, ...what };
      const [one, again] = [await portalExport(order), await portalExport(order)];
      expect(one.equals(again)).toBe(true);
      expect(one.equals(await portalExport({ ...order, seed: 7 }))).toBe(false);
    },
  );

  test('the day of the export stands in every file but Cisco’s benefits, in the vendor’s form', async () => {
    for (const what of PORTAL_EXPORTS) {
      const records = readRecords(await portalExport({ ...ORDER, ...what }), what.vendor);
      const days = new Set(records.map((record) => record['Report Date'] ?? record['As Of']));
      const expected =
        what.vendor === 'cisco' && what.area === 'BENEFIT' ? undefined : cellText(APRIL, CSV_LAYOUTS[what.vendor]);
      expect(days).toEqual(new Set([expected]));
    }
  });

  test.each([
    ['aws', 'DEAL'],
    ['aws', 'BENEFIT'],
    ['aws', 'FUND'],
    ['microsoft', 'DEAL'],
    ['cisco', 'DEAL'],
  ] as const)('%s has no file in the area %s', async (vendor, area) => {
    await expect(portalExport({ ...ORDER, vendor, area })).rejects.toThrow(RangeError);
  });

  test.each(['2026-02-30', '02.04.2026', '', '2026-04-02T10:00:00Z'])('the day %j is refused', async (asOf) => {
    await expect(portalExport({ ...ORDER, vendor: 'dell', area: 'DEAL', asOf })).rejects.toThrow(/^asOf:/);
  });

  test('a file’s name tells vendor, content, day and format', () => {
    expect(exportFileName({ ...ORDER, vendor: 'dell', area: 'DEAL' })).toBe('dell-deal-registrations-2026-04-02.csv');
    expect(exportFileName({ ...ORDER, vendor: 'ibm', area: 'MEMBERSHIP', format: 'xlsx' })).toBe(
      'ibm-program-requirements-2026-04-02.xlsx',
    );
  });
});
