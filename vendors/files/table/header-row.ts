import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, FileRefused, tooLarge } from '../file-refused.ts';
import type { Cell, Table, TableRow } from './table.ts';

/** The refusal of a row with too many columns. */
export function tooManyColumns(row: number, columns: number): FileRefused {
  return tooLarge(`Row ${row} has ${columns} columns; at most ${FILE_BOUNDS.columns} are accepted.`);
}

function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell.text === '');
}

async function* filledRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow, void, undefined> {
  for await (const row of rows) {
    if (isBlank(row.cells)) continue;
    if (row.cells.length > FILE_BOUNDS.columns) {
      throw tooManyColumns(row.row, row.cells.length);
    }
    yield row;
  }
}

/**
 * Takes the first row that holds anything as the header, and the others that do as the rows.
 * @throws FileRefused when there is no row at all, or one with too many columns
 */
export async function withHeader(source: AsyncIterable<TableRow>): Promise<Table> {
  const rows = filledRows(source);
  const first = await rows.next();
  if (first.done) throw damaged('The file is empty: a header row was expected.');
  const header = first.value.cells.map((cell) => cell.text);
  return { header, rows, close: async () => void (await rows.return()) };
}

/** The refusal of a file with a header and nothing below it. */
export function noRows(): FileRefused {
  return new FileRefused(
    'content',
    'REQUIRED',
    'The file has no rows below its header. An export counts as the whole list, so an empty one would delete everything.',
  );
}
