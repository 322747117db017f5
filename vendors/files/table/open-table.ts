import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, tooLarge, wrongType } from '../file-refused.ts';
import { openCsv } from './csv-table.ts';
import { decodeText } from './decode-text.ts';
import type { Table, TableOptions } from './table.ts';
import { openXlsx } from './xlsx-table.ts';

const ARCHIVE = [0x50, 0x4b];
/** The container of workbooks before 2007, and of those with a password. */
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte);
}

/**
 * Opens a file as a table: CSV or XLSX, told apart by its bytes; its name and declared type are not asked.
 * @throws FileRefused when it is neither, or can't be opened
 */
export async function openTable(content: Uint8Array, options: TableOptions): Promise<Table> {
  if (content.length > FILE_BOUNDS.uploadBytes) {
    throw tooLarge(`The file is larger than the ${FILE_BOUNDS.uploadBytes} bytes that are accepted.`);
  }
  if (content.length === 0) throw damaged('The file is empty: a header row was expected.');
  if (startsWith(content, OLD_OFFICE)) {
    throw wrongType('The workbook is in the old XLS format or has a password. Save it as XLSX or CSV without one.');
  }
  return startsWith(content, ARCHIVE) ? openXlsx(content, options) : openCsv(decodeText(content), options);
}
