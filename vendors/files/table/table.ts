/**
 * One cell as it came.
 * - text: still to be read by the declared formats
 * - number: a workbook's number, as plain decimal text
 * - date: a workbook's date, as a calendar date; the time of day is left out
 * - fault: a workbook's cell that holds no value that can be taken; `text` is what it shows
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'date' | 'fault';
  /** Trimmed; empty for an empty cell. */
  readonly text: string;
}

export interface TableRow {
  /** As a spreadsheet counts: the header is row 1, unless something stands above it. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A file as a header and rows, whatever its format. */
export interface Table {
  readonly header: readonly string[];
  /** Rows below the header that hold anything, in order; to be read once. Throws FileRefused where the file breaks off. */
  readonly rows: AsyncIterableIterator<TableRow>;
  /** Lets go of a table that is not read to its end. */
  close(): Promise<void>;
}

export interface TableOptions {
  /** Name of a workbook's sheet; its first when null. */
  readonly sheet: string | null;
  /** Whether a header text is one that is looked for: tells the right delimiter from one that stands in texts. */
  readonly isKnown: (header: string) => boolean;
}

/** A cell of plain text. */
export function textCell(text: string): Cell {
  return { kind: 'text', text: text.trim() };
}
