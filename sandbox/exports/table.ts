export const DAY = 86_400_000;

/** A day without time. */
export interface DayCell {
  readonly kind: 'day';
  /** Midnight UTC, in milliseconds since 1970. */
  readonly at: number;
}

/** An amount, printed with the separators of the vendor's portal; its currency has a column of its own. */
export interface AmountCell {
  readonly kind: 'amount';
  readonly cents: number;
}

/** What stands in a cell: text, a plain number, a day, an amount, or nothing. */
export type Cell = string | number | null | DayCell | AmountCell;

/** A file before it has a format: the header row and the rows below it. */
export interface Table {
  /** Name of the sheet, and part of the file's name. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
}

/** @param at any instant of the day, in milliseconds since 1970, read as UTC */
export function day(at: number): DayCell {
  return { kind: 'day', at: at - (((at % DAY) + DAY) % DAY) };
}

/** @param amount whole units; rounded to cents */
export function amount(units: number): AmountCell {
  return { kind: 'amount', cents: Math.round(units * 100) };
}

/** Rows as objects, by column: columns that a row lacks are empty. */
export type Row = Readonly<Record<string, Cell>>;

/** Makes a table from rows whose members are named like the columns. */
export function tableOf(name: string, columns: readonly string[], rows: readonly Row[]): Table {
  return { name, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
