import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, FileRefused, isFileRefused, tooLarge } from '../file-refused.ts';
import type { TableRow } from './table.ts';
import { unpackWorkbook } from './unpack-workbook.ts';
import { xlsxCell } from './xlsx-cell.ts';

/** Rows of a sheet that are looked at, blank ones among them: the library reads ahead of who asks it. */
const SHEET_ROWS = FILE_BOUNDS.rows + 10_000;

/**
 * The rows of a workbook's sheet, in order. It takes long and much memory: see `xlsx-worker.ts`.
 * @param sheet its name; the first one when null
 * @throws FileRefused when the workbook can't be unpacked within the bounds or read, or has no such sheet
 */
export async function* xlsxRows(content: Uint8Array, sheet: string | null): AsyncGenerator<TableRow, void, undefined> {
  const workbook = unpackWorkbook(content);
  // Only now: what was refused by then needs no reader.
  const { streamXlsxRows } = await import('hucre/xlsx');
  const options = { maxRows: SHEET_ROWS, ...(sheet === null ? {} : { sheet }) };
  let last = -1;
  let count = 0;
  try {
    for await (const { index, values } of streamXlsxRows(workbook, options)) {
      count += 1;
      if (count === SHEET_ROWS)
        throw tooLarge(`The sheet has more than the ${FILE_BOUNDS.rows} rows that are accepted.`);
      if (!Number.isInteger(index) || index <= last)
        throw damaged('The rows of the workbook are not in order.', last + 1);
      last = index;
      if (values.length > FILE_BOUNDS.columns) {
        throw tooLarge(`Row ${index + 1} has ${values.length} columns; at most ${FILE_BOUNDS.columns} are accepted.`);
      }
      yield { row: index + 1, cells: values.map(xlsxCell) };
    }
  } catch (error) {
    // Whatever the library meets in a hostile workbook is the workbook's fault.
    throw isFileRefused(error) ? error : damaged('The workbook can not be read: its parts are not as they should be.');
  }
  if (last < 0 && sheet !== null) {
    throw new FileRefused(
      'content',
      'NOT_ALLOWED',
      `The workbook has no sheet ${JSON.stringify(sheet)}, or it is empty.`,
    );
  }
}
