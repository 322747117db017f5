import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { descend, readXml } from '../../../sandbox/cisco/soap/xml-reader.ts';
import type { XmlElement } from '../../../sandbox/cisco/soap/xml-reader.ts';
import { CSV_LAYOUTS } from '../../../sandbox/exports/layout.ts';
import type { ExportVendor } from '../../../sandbox/exports/order.ts';

/** The rows of a CSV file, the header first, read with a reader that knows nothing of how they were written. */
export function readCsv(file: Buffer, vendor: ExportVendor): string[][] {
  const { encoding, delimiter } = CSV_LAYOUTS[vendor];
  const text = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, { fatal: true }).decode(file);
  return parse(text, { delimiter });
}

/** A CSV file's rows as objects by column. */
export function readRecords(file: Buffer, vendor: ExportVendor): Record<string, string>[] {
  const [header = [], ...rows] = readCsv(file, vendor);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

/** A cell of a sheet. */
export interface SheetCell {
  readonly value: string | number;
  readonly style: string;
}

/** A workbook as far as tests look at it. */
export interface Workbook {
  readonly sheetName: string;
  readonly created: string;
  /** Cells by row, then by column letters. */
  readonly rows: readonly ReadonlyMap<string, SheetCell>[];
}

function part(files: Record<string, Uint8Array>, name: string): XmlElement {
  const bytes = files[name];
  if (!bytes) throw new Error(`the workbook has no ${name}`);
  return readXml(strFromU8(bytes));
}

/** Reads the parts of a workbook by their names and checks that the package declares each of them. */
export function readXlsx(file: Buffer): Workbook {
  const files = unzipSync(file);
  const declared = part(files, '[Content_Types].xml').children.map(({ attributes }) => attributes['PartName']);
  for (const name of Object.keys(files)) {
    const isDeclared = name === '[Content_Types].xml' || name.endsWith('.rels') || declared.includes(`/${name}`);
    if (!isDeclared) throw new Error(`${name} is not declared`);
  }
  const strings = part(files, 'xl/sharedStrings.xml').children.map((item) => descend(item, ['t'])?.text ?? '');
  const data = descend(part(files, 'xl/worksheets/sheet1.xml'), ['sheetData']);
  const rows = (data?.children ?? []).map(
    (row) =>
      new Map(
        row.children.map((cell): [string, SheetCell] => {
          const number = Number(descend(cell, ['v'])?.text);
          const value = cell.attributes['t'] === 's' ? (strings[number] ?? '') : number;
          return [(cell.attributes['r'] ?? '').replace(/\d+$/, ''), { value, style: cell.attributes['s'] ?? '0' }];
        }),
      ),
  );
  const sheets = descend(part(files, 'xl/workbook.xml'), ['sheets', 'sheet']);
  const core = part(files, 'docProps/core.xml');
  return {
    sheetName: sheets?.attributes['name'] ?? '',
    created: descend(core, ['created'])?.text ?? '',
    rows,
  };
}
