import { CsvError, parse } from 'csv-parse/sync';
import { unreadable } from '../client/answer-json.ts';

/** A CSV file read by its header row; names compare without case, spaces and punctuation. */
export interface CsvTable {
  /** Position of the first column that has one of these names; null when none has. */
  column(...names: readonly string[]): number | null;
  readonly width: number;
  /** Rows below the header, in order. A row may be shorter or longer than the header. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads a CSV file (UTF-8, comma, quotes doubled), header first.
 * @throws VendorError `upstream_error` when it is not CSV or has no header
 */
export function readCsv(file: Uint8Array, operation: string): CsvTable {
  const [header, ...rows] = parseRows(file, operation);
  if (!header) throw unreadable(operation, 'the file has no header row');
  const names = header.map(fold);
  return {
    column: (...wanted) => {
      for (const name of wanted) {
        const at = names.indexOf(fold(name));
        if (at >= 0) return at;
      }
      return null;
    },
    width: header.length,
    rows,
  };
}

function parseRows(file: Uint8Array, operation: string): string[][] {
  try {
    return parse(file, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(operation, 'the file is not CSV');
    throw error;
  }
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
