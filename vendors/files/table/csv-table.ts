import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { damaged } from '../file-refused.ts';
import { checkWidth, findDelimiter } from './delimiter.ts';
import { withHeader } from './header-row.ts';
import { textCell, type Table, type TableOptions, type TableRow } from './table.ts';

/** Small steps, so that others get their turn. */
const PIECE_CHARACTERS = 64 * 1024;
/** A row that is longer began with a quote that nothing closes. */
const LONGEST_ROW = 1024 * 1024;

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) yield text.slice(at, at + PIECE_CHARACTERS);
}

function refusalOf(error: CsvError, row: number): Error {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return damaged(`A quoted text that begins in row ${row} or below does not end: the file was cut short.`, row);
  }
  return damaged(`Row ${row} can't be read: its quotes do not match.`, row);
}

async function* recordsOf(text: string, delimiter: string, above: number): AsyncGenerator<TableRow, void, undefined> {
  const source = Readable.from(piecesOf(text));
  const parser = source.pipe(
    parse({ delimiter, relax_quotes: true, relax_column_count: true, trim: true, max_record_size: LONGEST_ROW }),
  );
  let row = above;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells: record.map(textCell) };
    }
  } catch (error) {
    // The library counts what it has read, which may be more than it has handed over.
    throw error instanceof CsvError ? refusalOf(error, above + Number(error['records'] ?? row) + 1) : error;
  } finally {
    source.destroy();
  }
}

/**
 * The same rows. Who writes a file to its end closes the last row with a line break, or at least writes all its cells.
 * @throws FileRefused when the last row shows that the file was cut short
 */
async function* wholeRows(rows: AsyncIterable<TableRow>, text: string): AsyncGenerator<TableRow, void, undefined> {
  let width = 0;
  let held: TableRow | null = null;
  for await (const row of rows) {
    if (width < 2) width = row.cells.length;
    if (held) yield held;
    held = row;
  }
  if (held && held.cells.length < width && !/[\r\n]$/.test(text)) {
    const cells = `${held.cells.length} of ${width} cells and no line end`;
    throw damaged(`The last row, ${held.row}, has ${cells}: the file was cut short.`, held.row);
  }
  if (held) yield held;
}

/**
 * A CSV file as a table. Nothing in it is a formula: a cell that begins with `=` is the text that stands there.
 * @param text at most as long as an upload may be
 * @throws FileRefused when it has no header; from its rows, where its quotes do not match
 */
export function openCsv(text: string, { isKnown }: TableOptions): Promise<Table> {
  if (text.trim() === '') throw damaged('The file is empty: a header row was expected.');
  checkWidth(text);
  const found = findDelimiter(text, isKnown);
  return withHeader(wholeRows(recordsOf(found.text, found.delimiter, found.skipped), found.text));
}
