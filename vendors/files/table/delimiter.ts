import { parse } from 'csv-parse/sync';
import { FILE_BOUNDS } from '../bounds.ts';
import { tooManyColumns } from './header-row.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const DECLARED = /^sep=([,;|\t])\r?\n/i;
/** Longest header line looked at, in characters. */
const LONGEST_HEADER = 64 * 1024;

export interface Delimited {
  readonly delimiter: string;
  /** The text below the line that declares the delimiter, where there is one. */
  readonly text: string;
  /** Lines above that text. */
  readonly skipped: number;
}

function firstRow(text: string, delimiter: string): string[] {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      to: 1,
      relax_quotes: true,
      relax_column_count: true,
      trim: true,
    });
    return rows[0] ?? [];
  } catch {
    return [];
  }
}

/**
 * Refuses a header of too many columns by counting, where nothing is quoted and one delimiter alone is used; any other is
 * left to those who read it.
 * @throws FileRefused
 */
export function checkWidth(text: string): void {
  const start = text.trimStart();
  const end = start.indexOf('\n');
  const line = end < 0 ? start : start.slice(0, end);
  if (line.includes('"')) return;
  const used = DELIMITERS.filter((delimiter) => line.includes(delimiter));
  const [only] = used;
  if (only === undefined || used.length > 1) return;
  const columns = line.split(only).length;
  if (columns > FILE_BOUNDS.columns) throw tooManyColumns(1, columns);
}

/**
 * Finds what separates the columns. Spreadsheets write it into a first line `sep=;`; else it is what splits the header
 * into the most columns that are looked for, and among equals into the most columns.
 */
export function findDelimiter(text: string, isKnown: (header: string) => boolean): Delimited {
  const declared = DECLARED.exec(text);
  if (declared?.[1]) return { delimiter: declared[1], text: text.slice(declared[0].length), skipped: 1 };
  const start = text.trimStart().slice(0, LONGEST_HEADER);
  const rated = DELIMITERS.map((delimiter) => {
    const cells = firstRow(start, delimiter);
    return { delimiter, known: cells.filter(isKnown).length, cells: cells.length };
  });
  const [best] = rated.toSorted((a, b) => b.known - a.known || b.cells - a.cells);
  return { delimiter: best?.delimiter ?? ',', text, skipped: 0 };
}
