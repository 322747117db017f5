import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHook } from 'node:async_hooks';
import { zipSync, type Zippable } from 'fflate';
import { FILE_BOUNDS } from '../../vendors/files/index.ts';
import { openTable } from '../../vendors/files/table/open-table.ts';
import { checkWidth } from '../../vendors/files/table/delimiter.ts';
import { unpackWorkbook } from '../../vendors/files/table/unpack-workbook.ts';
import { textRow, workbook } from '../vendors/files/support/workbook.ts';

/** Threads that were started since the test began: what costs most about a small file. */
let threads = 0;
const watch = createHook({ init: (_id, type) => void (threads += type === 'WORKER' ? 1 : 0) });
beforeAll(() => void watch.enable());
afterAll(() => void watch.disable());
beforeEach(() => {
  threads = 0;
});

const open = async (content: Uint8Array): Promise<void> =>
  (await openTable(content, { sheet: null, isKnown: () => false })).close();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ROWS = textRow(1, 'Deal ID', 'Status') + textRow(2, 'D-1', 'Approved');

/** The archive with other sizes in its directory than its parts have. */
function telling(archive: Uint8Array, size: number): Uint8Array {
  const lying = Buffer.from(archive);
  for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4)) {
    lying.writeUInt32LE(size, at + 24);
  }
  return lying;
}

const BOMB = workbook(ROWS, { extra: { 'xl/worksheets/sheet2.xml': new Uint8Array(20_000_000).fill(32) } });
const crowd: Zippable = Object.fromEntries(
  Array.from({ length: FILE_BOUNDS.parts + 1 }, (_unused, n) => [`xl/worksheets/s${n}.xml`, bytes('x')]),
);

describe('a workbook whose directory says enough', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ['it unpacks to a thousand times its size', () => BOMB, /more tightly/],
    ['its parts are more than are accepted', () => zipSync(crowd), /more than 1000 parts/],
    ['a part is said to be of four gigabytes', () => telling(workbook(ROWS), 0xfffffff0), /unpacks to more than/],
    ['its end is missing', () => workbook(ROWS).slice(0, 400), /cut short/],
    ['no part of it is a sheet', () => zipSync({ '../../../etc/cron.d/x': bytes('x') }), /not as they should be/],
  ])('is refused without a thread for it: %s', async (_title, make, message) => {
    await expect(open(make())).rejects.toThrow(message);
    expect(threads).toBe(0);
  });

  test('is opened in one thread when there is nothing against it', async () => {
    await open(workbook(ROWS));
    expect(threads).toBe(1);
  });
});

describe('a workbook whose directory lies', () => {
  test('is found out in its thread, by counting what is really unpacked', async () => {
    await expect(open(telling(BOMB, 10))).rejects.toThrow(/more tightly/);
    expect(threads).toBe(1);
  });

  test('whose directory leads nowhere is unpacked under the same bounds', () => {
    const broken = Buffer.from(BOMB);
    broken.writeUInt32LE(0xffffff00, broken.lastIndexOf('PK\u0005\u0006') + 16);
    expect(() => unpackWorkbook(broken)).toThrow(/more tightly/);
  });
});

describe('a sheet that declares entities', () => {
  test.each(['<!DOCTYPE x [<!ENTITY a "ha">]>', '<?xml version="1.0"?>\n<!doctype x SYSTEM "file:///etc/passwd">'])(
    'is refused before anything of it is read: %s',
    async (declared) => {
      const sheet = new Uint8Array([...bytes(declared), ...bytes('<worksheet><sheetData/></worksheet>')]);
      const file = workbook('', { extra: { 'xl/worksheets/sheet1.xml': sheet } });
      expect(() => unpackWorkbook(file)).toThrow(/not as they should be/);
      await expect(open(file)).rejects.toThrow(/not as they should be/);
    },
  );
});

describe('a header of thousands of columns', () => {
  const wide = (delimiter: string, count: number): string =>
    `${Array.from({ length: count }, (_unused, n) => `c${n}`).join(delimiter)}\r\n1`;

  test.each([',', ';', '\t', '|'])('with %j between them is refused by counting', (delimiter) => {
    expect(() => checkWidth(wide(delimiter, 5_000))).toThrow('Row 1 has 5000 columns; at most 200 are accepted.');
    expect(() => checkWidth(wide(delimiter, FILE_BOUNDS.columns))).not.toThrow();
  });

  test('that quotes, or mixes delimiters, is left to the reader, which refuses it too', async () => {
    for (const text of [wide(',', 5_000).replace('c7', '"c7"'), wide(',', 5_000).replace('c7', 'c;7')]) {
      expect(() => checkWidth(text)).not.toThrow();
      await expect(open(bytes(text))).rejects.toThrow(/at most 200 are accepted/);
    }
  });
});
