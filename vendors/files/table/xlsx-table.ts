import { streamXlsxRows } from 'hucre/xlsx';
import { damaged, FileRefused, isFileRefused } from '../file-refused.ts';
import { withHeader } from './header-row.ts';
import type { Table, TableOptions, TableRow } from './table.ts';
import { unpackWorkbook } from './unpack-workbook.ts';
import { xlsxCell } from './xlsx-cell.ts';

async function* rowsOf(workbook: Uint8Array, sheet: string | null): AsyncGenerator<TableRow, void, undefined> {
  let last = -1;
  try {
    for await (const { index, values } of streamXlsxRows(workbook, sheet === null ? {} : { sheet })) {
      if (!Number.isInteger(index) || index <= last)
        throw damaged('The rows of the workbook are not in order.', last + 1);
      last = index;
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

/**
 * A sheet of a workbook as a table.
 * @throws FileRefused when it can't be unpacked within the bounds, has no such sheet, or no header
 */
export async function openXlsx(content: Uint8Array, { sheet }: TableOptions): Promise<Table> {
  return withHeader(rowsOf(await unpackWorkbook(content), sheet));
}
