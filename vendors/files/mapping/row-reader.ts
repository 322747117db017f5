import type { RowProblem, RowProblemCode } from '../../../platform/imports/contract.ts';
import type { MoneyRecord } from '../../../platform/records/records.ts';
import { fold } from '../cells/fold.ts';
import { textCell, type Cell, type TableRow } from '../table/table.ts';
import type { Column, EffectiveMap } from './file-map.ts';
import type { ColumnMatch } from './match-columns.ts';
import { readCell, type FormReaders } from './read-cell.ts';

const EMPTY: Cell = textCell('');
const SHOWN_CHARACTERS = 60;
const LIST_SEPARATOR = /[;\n]/;

/** What of a file the reading of each of its rows needs. */
export interface RowContext {
  readonly map: EffectiveMap;
  readonly match: ColumnMatch;
  readonly readers: FormReaders;
}

/** A word of the vendor's, and what the map's words say it means. */
export interface Word {
  /** As the file writes it. */
  readonly raw: string;
  /** Null where the words say nothing of it. */
  readonly meaning: string | null;
  /** Whether the connection's own map says so. */
  readonly isOwn: boolean;
}

/** Reads one row by column keys, and notes what is wrong with it: a row has all its problems told at once. */
export class RowReader {
  readonly #problems: RowProblem[] = [];
  readonly #context: RowContext;
  readonly #row: TableRow;

  constructor(context: RowContext, row: TableRow) {
    this.#context = context;
    this.#row = row;
  }

  /** What is wrong with the row so far, in the order of the file's columns. */
  get problems(): readonly RowProblem[] {
    const { header } = this.#context.match;
    return this.#problems.toSorted((a, b) => header.indexOf(a.column ?? '') - header.indexOf(b.column ?? ''));
  }

  /**
   * The cell in our form (dates, numbers and codes are canonical); null when it is empty or wrong, and for a column that
   * the map does not look for.
   */
  value(key: string): string | null {
    const column = this.#context.map.columns[key];
    if (!column) return null;
    const cell = this.#cell(key);
    if (cell.text === '') {
      if (column.required) this.note(key, 'REQUIRED', 'expected a value, came nothing');
      return null;
    }
    const reading = readCell(column.type, cell, this.#context.readers);
    if ('value' in reading) return reading.value;
    this.note(key, reading.code, `expected ${reading.expected}, came ${this.shown(key)}`);
    return null;
  }

  /** A text that has to be there. Empty when it is not, which is a problem of the row then. */
  required(key: string): string {
    const value = this.value(key);
    if (value === null) this.note(key, 'REQUIRED', 'expected a value, came nothing');
    return value ?? '';
  }

  /** Whether something is wrong with a column; false for one that the map does not look for. */
  isFaulty(key: string): boolean {
    if (!this.#context.map.columns[key]) return false;
    const name = this.#headerOf(key);
    return this.#problems.some((problem) => problem.column === name);
  }

  /** The texts of a list, in order; none for an empty cell. */
  list(key: string): string[] {
    return (this.value(key) ?? '')
      .split(LIST_SEPARATOR)
      .map((text) => text.trim())
      .filter((text) => text !== '');
  }

  /** A word and its meaning; null when the cell is empty or wrong. */
  word(key: string): Word | null {
    if (this.value(key) === null) return null;
    const { map } = this.#context;
    const raw = this.#raw(key).text;
    return { raw, meaning: wordIn(map.words, key, raw), isOwn: wordIn(map.ownWords, key, raw) !== null };
  }

  /** An amount with the row's currency; an amount without one is a problem of the row. */
  money(key: string, currencyKey: string): MoneyRecord | null {
    const currency = this.value(currencyKey);
    const amount = this.value(key);
    if (amount === null) return null;
    if (currency === null && this.#cell(currencyKey).text === '') {
      this.note(currencyKey, 'REQUIRED', 'expected the currency of the amounts, came nothing');
    }
    return currency === null ? null : { amount, currency };
  }

  /** Notes a problem of a column; a second one of the same column is not told. */
  note(key: string, code: RowProblemCode, what: string): void {
    if (this.isFaulty(key)) return;
    const column = this.#headerOf(key);
    this.#problems.push({ row: this.#row.row, column, code, message: `${column}: ${what}.` });
  }

  /** Notes a problem of the row as a whole. */
  noteRow(code: RowProblemCode, what: string): void {
    this.#problems.push({ row: this.#row.row, column: null, code, message: `The row: ${what}.` });
  }

  /** What a cell shows, short enough for a message. */
  shown(key: string): string {
    const { kind, text } = this.#raw(key);
    if (kind === 'fault') return text;
    const shown = JSON.stringify(text.slice(0, SHOWN_CHARACTERS));
    return kind === 'text' ? shown : `the ${kind} ${shown}`;
  }

  /** The row as it came, by header text. */
  payload(): Record<string, string> {
    const { names } = this.#context.match;
    return Object.fromEntries(names.map((name, index) => [name, this.#row.cells[index]?.text ?? '']));
  }

  #column(key: string): Column {
    const column = this.#context.map.columns[key];
    if (!column) throw new Error(`the map of ${this.#context.map.vendor} has no column ${key}`);
    return column;
  }

  #headerOf(key: string): string {
    const { match } = this.#context;
    const at = match.positions.get(key);
    return (at === undefined ? undefined : match.header[at]) ?? this.#column(key).headers[0];
  }

  /** The cell, or what stands in every row. */
  #raw(key: string): Cell {
    const { map, match } = this.#context;
    const at = match.positions.get(key);
    if (at !== undefined) return this.#row.cells[at] ?? EMPTY;
    return Object.hasOwn(map.constants, key) ? textCell(map.constants[key] ?? '') : EMPTY;
  }

  /** The cell, or what the map's words put in its place. */
  #cell(key: string): Cell {
    const cell = this.#raw(key);
    if (cell.kind === 'fault' || cell.kind === 'date') return cell;
    const meaning = wordIn(this.#context.map.words, key, cell.text);
    return meaning === null ? cell : textCell(meaning);
  }
}

function wordIn(words: EffectiveMap['words'], key: string, raw: string): string | null {
  const ofColumn = Object.hasOwn(words, key) ? words[key] : undefined;
  if (!ofColumn) return null;
  const folded = fold(raw);
  return Object.hasOwn(ofColumn, folded) ? (ofColumn[folded] ?? null) : null;
}
