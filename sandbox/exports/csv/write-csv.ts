import type { CsvLayout } from '../layout.ts';
import type { Table } from '../table.ts';
import { cellText } from './cell-text.ts';
import { encode } from './encode.ts';

function quoted(text: string, delimiter: string): string {
  const isSpecial = /["\r\n]/.test(text) || text.includes(delimiter);
  return isSpecial ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Delimited text with a header row and CRLF line ends; quotes where they are needed. */
export function writeCsv(table: Table, layout: CsvLayout): Buffer {
  const rows = [table.columns, ...table.rows.map((row) => row.map((cell) => cellText(cell, layout)))];
  const lines = rows.map((row) => row.map((text) => quoted(text, layout.delimiter)).join(layout.delimiter));
  return encode(lines.map((line) => `${line}\r\n`).join(''), layout.encoding);
}
