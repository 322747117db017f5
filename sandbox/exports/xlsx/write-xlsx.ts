import { strToU8, zipSync } from 'fflate';
import type { Table } from '../table.ts';
import { fixedParts } from './parts.ts';
import { SharedStrings, sheetPart } from './sheet.ts';

/** The earliest time a zip file can hold; the workbook's own time stands in its properties. */
const NO_TIME = new Date(1980, 0, 2);

/**
 * A workbook of one sheet (Office Open XML).
 * @param created when the workbook says it was made, in milliseconds since 1970
 */
export function writeXlsx(table: Table, created: number): Buffer {
  const strings = new SharedStrings();
  const sheet = sheetPart(table, strings);
  const parts = {
    ...fixedParts(table.name, `${new Date(created).toISOString().slice(0, 19)}Z`),
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': strings.part(),
  };
  const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
  return Buffer.from(zipSync(files, { mtime: NO_TIME }));
}
