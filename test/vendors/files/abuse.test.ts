import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { FILE_BOUNDS } from '../../../vendors/files/index.ts';
import { unpackWorkbook } from '../../../vendors/files/table/unpack-workbook.ts';
import { csv, DEAL_HEADER, readFile } from './support/read-file.ts';
import { row, text, textRow, workbook } from './support/workbook.ts';

const HEADER = textRow(1, 'Deal registration ID', 'Status', 'End customer');

/** Entry of a ZIP archive that says of itself that it is small: sizes in its directory are lies. */
function withSizesOf(archive: Uint8Array, size: number): Uint8Array {
  const lying = Buffer.from(archive);
  for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4)) {
    lying.writeUInt32LE(size, at + 24);
  }
  return lying;
}

describe('a file that is meant to hurt', () => {
  test('a workbook that unpacks a thousandfold is refused before it is unpacked', async () => {
    const bomb = workbook(HEADER, { extra: { 'xl/worksheets/sheet9.xml': new Uint8Array(8 * 1024 * 1024) } });
    expect(bomb.length).toBeLessThan(FILE_BOUNDS.uploadBytes);
    await expect(readFile('dell', 'DEAL', bomb)).rejects.toMatchObject({ fault: 'size', code: 'OUT_OF_RANGE' });
  });

  test('a workbook of more parts, or of larger ones, than are accepted is refused, however tightly it is packed', () => {
    const file = workbook(HEADER, { extra: { 'xl/notes.xml': new Uint8Array(300_000) } });
    const bounds = {
      parts: 20,
      unpackedBytes: 200_000,
      textTableBytes: 500_000,
      partBytes: 500_000,
      unpackedRatio: 1_000,
    };
    expect(() => unpackWorkbook(file, bounds)).toThrow(/unpacks to more than the 200000 bytes/);
    expect(() => unpackWorkbook(file, { ...bounds, parts: 3 })).toThrow(/more than 3 parts/);
    const wide = { ...bounds, unpackedBytes: 400_000 };
    expect(() => unpackWorkbook(file, { ...wide, partBytes: 250_000 })).toThrow(/part of the workbook/);
    expect(unpackWorkbook(file, wide).length).toBeGreaterThan(0);
    const texts = workbook(HEADER, { sharedStrings: ['x'.repeat(60_000)] });
    expect(() => unpackWorkbook(texts, { ...wide, textTableBytes: 50_000 })).toThrow(/more than the 50000/);
  });

  test('what the archive says of its own sizes is not believed', async () => {
    const bomb = workbook(HEADER, { extra: { 'xl/media/picture.png': new Uint8Array(8 * 1024 * 1024) } });
    await expect(readFile('dell', 'DEAL', withSizesOf(bomb, 10))).rejects.toMatchObject({ fault: 'size' });
  });

  test('a bomb inside what looks like an uncompressed part is never opened', async () => {
    const inner = workbook(HEADER + textRow(2, 'D-1', 'Approved', 'inner'));
    const outer = zipSync({ 'xl/media/a.bin': [inner, { level: 0 }], 'xl/workbook.xml': strToU8('<workbook/>') });
    // The directory at the end of the inner archive is cut off, so that the outer one's counts.
    await expect(readFile('dell', 'DEAL', outer)).rejects.toThrow(/can not be read/);
  });

  test('a workbook of a million cells that all name one long text is refused', async () => {
    const cells = (number: number): string =>
      row(
        number,
        `<c r="A${number}"><v>${number}</v></c>`,
        text(`B${number}`, 'Approved'),
        ...['C', 'D', 'E', 'F', 'G', 'H'].map((name) => `<c r="${name}${number}" t="s"><v>0</v></c>`),
      );
    const rows = Array.from({ length: 3_000 }, (_unused, index) => cells(index + 2)).join('');
    const header = textRow(1, 'Deal ID', 'Status', 'Customer', 'd', 'e', 'f', 'g', 'h');
    const file = workbook(header + rows, { sharedStrings: ['x'.repeat(3_900)] });
    await expect(readFile('dell', 'DEAL', file)).rejects.toMatchObject({ fault: 'size' });
  });

  test('a single cell in the last corner of a sheet costs nothing but its own row', async () => {
    const file = workbook(
      HEADER + textRow(2, 'D-1', 'Approved', 'Acme') + row(1_048_576, '<c r="XFD1048576"><v>1</v></c>'),
    );
    await expect(readFile('dell', 'DEAL', file)).rejects.toThrow(
      /Row 1048576 has 16384 columns; at most 200 are accepted/,
    );
  });

  test('a sheet of nothing but such cells is given up at the first', async () => {
    const corners = Array.from(
      { length: 60_000 },
      (_unused, index) => `<row r="${index + 2}"><c r="XFD${index + 2}"><v>1</v></c></row>`,
    );
    await expect(readFile('dell', 'DEAL', workbook(HEADER + corners.join('')))).rejects.toThrow(
      /Row 2 has 16384 columns/,
    );
  }, 60_000);

  test('a sheet of blank rows without end is refused', async () => {
    const blank = Array.from({ length: 70_000 }, (_unused, index) => `<row r="${index + 2}"/>`);
    await expect(readFile('dell', 'DEAL', workbook(HEADER + blank.join('')))).rejects.toThrow(
      /more than the 50000 rows/,
    );
  }, 60_000);

  test.each([
    ['sharedStrings', 'worksheets/sheet2.xml'],
    ['styles', '../xl/WORKSHEETS/sheet2.xml'],
    ['styles', '&#119;orksheets/sheet2.xml'],
  ])('a part that is held in memory, %s, can not hide in the place of a sheet: %s', async (type, target) => {
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Target='${target}' Id="rId2" Type="http://x/${type}"/></Relationships>`;
    const file = workbook(HEADER + textRow(2, 'D-1', 'Approved', 'Acme'), {
      extra: { 'xl/_rels/workbook.xml.rels': strToU8(relations) },
    });
    await expect(readFile('dell', 'DEAL', file)).rejects.toThrow(/parts are not as they should be/);
  });

  test('rows that are numbered backwards, or not at all, are refused', async () => {
    const backwards = HEADER + textRow(5, 'D-1', 'Approved', 'Acme') + textRow(3, 'D-2', 'Approved', 'Acme');
    await expect(readFile('dell', 'DEAL', workbook(backwards))).rejects.toThrow(/not in order/);
    const unnumbered = HEADER + '<row r="x"><c r="A2"><v>1</v></c></row>';
    await expect(readFile('dell', 'DEAL', workbook(unnumbered))).rejects.toThrow(/not in order/);
  });

  test('an archive that is no workbook, half of one, or one with bytes changed is refused', async () => {
    const whole = workbook(HEADER + textRow(2, 'D-1', 'Approved', 'Acme'));
    await expect(readFile('dell', 'DEAL', zipSync({ 'a.txt': strToU8('hello') }))).rejects.toThrow(/can not be read/);
    for (const share of [0.2, 0.5, 0.8]) {
      await expect(readFile('dell', 'DEAL', whole.subarray(0, Math.floor(whole.length * share)))).rejects.toThrow(
        /damaged or was cut short/,
      );
    }
    await expect(readFile('dell', 'DEAL', Buffer.concat([Buffer.from('PK'), Buffer.alloc(500, 7)]))).rejects.toThrow(
      /damaged or was cut short/,
    );
  });

  test('an archive of thousands of parts is refused', async () => {
    const extra = Object.fromEntries(
      Array.from({ length: FILE_BOUNDS.parts + 1 }, (_unused, index) => [`xl/p${index}.xml`, strToU8('x')]),
    );
    await expect(readFile('dell', 'DEAL', workbook(HEADER, { extra }))).rejects.toThrow(/more than 1000 parts/);
  });

  test('entities that double themselves are not resolved', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>`;
    const rows =
      HEADER + row(2, text('A2', 'D-1'), text('B2', 'Approved'), '<c r="C2" t="inlineStr"><is><t>&c;</t></is></c>');
    const plain = workbook(rows);
    expect(Buffer.from(plain).length).toBeLessThan(10_000);
    const { records } = await readFile(
      'dell',
      'DEAL',
      workbook('', { sheets: { Export: rows }, extra: { 'xl/notes.xml': strToU8(laughs) } }),
    );
    expect(records[0]?.payload).toMatchObject({ 'End customer': '&c;' });
  });

  test('200,000 rows are refused with the number that is accepted', async () => {
    const rows = Array.from({ length: 200_000 }, (_unused, index) => `${index},Approved,Acme`);
    const content = `${[DEAL_HEADER, ...rows].join('\r\n')}\r\n`;
    expect(content.length).toBeLessThan(FILE_BOUNDS.uploadBytes);
    await expect(readFile('dell', 'DEAL', content)).rejects.toMatchObject({
      fault: 'size',
      code: 'OUT_OF_RANGE',
      message: 'The file has more than 50000 rows, the most that is accepted. Narrow the export.',
    });
  }, 60_000);

  test('50,000 rows are read', async () => {
    const rows = Array.from({ length: 50_000 }, (_unused, index) => `${index},Approved,Acme,5,EUR,2026-01-31`);
    const { records } = await readFile('dell', 'DEAL', `${[DEAL_HEADER, ...rows].join('\n')}\n`);
    expect(records).toHaveLength(50_000);
  }, 60_000);

  test('more columns than anybody has are refused', async () => {
    const wide = ['Deal ID', 'Status', 'Customer', ...Array.from({ length: 300 }, (_unused, index) => `c${index}`)];
    await expect(readFile('dell', 'DEAL', csv(wide.join(','), 'D-1,a,b'))).rejects.toThrow(/at most 200 are accepted/);
  });

  test('a quote that swallows the rest of a long file is refused, not stored as one text', async () => {
    const rows = Array.from({ length: 40_000 }, (_unused, index) => `D-${index},Approved,Acme,5,EUR,2026-01-31`);
    const content = [DEAL_HEADER, 'D-x,Approved,"Acme', ...rows].join('\n');
    await expect(readFile('dell', 'DEAL', content)).rejects.toThrow(/does not end/);
  });

  test('more than ten mebibytes are refused by their size', async () => {
    const content = Buffer.alloc(FILE_BOUNDS.uploadBytes + 1, 'a');
    await expect(readFile('dell', 'DEAL', content)).rejects.toMatchObject({ fault: 'size' });
  });
});
