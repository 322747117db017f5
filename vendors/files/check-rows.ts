import type { RowProblem } from '../../platform/imports/contract.ts';
import type { ProgramFacts, PulledItem } from '../../platform/vendor/contract.ts';
import { pointerTo } from '../../platform/vendor/shape-check.ts';
import { FILE_BOUNDS } from './bounds.ts';
import { dateReader } from './cells/date-format.ts';
import { numberReader } from './cells/number-format.ts';
import { tooLarge } from './file-refused.ts';
import type { EffectiveMap } from './mapping/file-map.ts';
import { knownHeader, matchColumns } from './mapping/match-columns.ts';
import { RowReader, type RowContext } from './mapping/row-reader.ts';
import { namingColumns, readRecord } from './records/read-record.ts';
import { noRows } from './table/header-row.ts';
import { openTable } from './table/open-table.ts';
import type { Table, TableRow } from './table/table.ts';

/** A row as a record, or as one that is kept out, with what is wrong with it. */
export interface CheckedRow {
  readonly item: PulledItem;
  readonly problems: readonly RowProblem[];
}

/** A file that has been opened and whose columns were found. */
export interface OpenExport {
  /** The rows, each checked; to be read once. Throws FileRefused where the file breaks off or is too long. */
  readonly rows: AsyncIterable<CheckedRow>;
  close(): Promise<void>;
}

/** Counts what a file holds in all. */
class Bounds {
  #rows = 0;
  #characters = 0;

  /** @throws FileRefused when the file is more than is accepted */
  count(row: TableRow): void {
    this.#rows += 1;
    if (this.#rows > FILE_BOUNDS.rows) {
      throw tooLarge(`The file has more than ${FILE_BOUNDS.rows} rows, the most that is accepted. Narrow the export.`);
    }
    this.#characters += row.cells.reduce((sum, cell) => sum + cell.text.length, 0);
    if (this.#characters > FILE_BOUNDS.textCharacters) {
      throw tooLarge(`The file holds more than the ${FILE_BOUNDS.textCharacters} characters that are accepted.`);
    }
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }
}

/** A row that is kept out: which record it is, where that can be read, and types instead of its values. */
function rejected(problems: readonly RowProblem[], remoteId: string | null): CheckedRow {
  const [first] = problems;
  const problem = first === undefined ? 'a faulty row' : `${first.code} in row ${first.row}`;
  const path = pointerTo(first?.column == null ? [] : [first.column]);
  return { item: { malformed: { remoteId, path, problem } }, problems };
}

/** Reads the rows of one file; each record may stand in it once. */
class RowCheck {
  readonly #context: RowContext;
  readonly #programs: readonly ProgramFacts[];
  readonly #naming: readonly string[];
  readonly #seenIn = new Map<string, number>();

  constructor(context: RowContext, programs: readonly ProgramFacts[]) {
    this.#context = context;
    this.#programs = programs;
    this.#naming = namingColumns(context.map);
  }

  check(tableRow: TableRow): CheckedRow {
    const row = new RowReader(this.#context, tableRow);
    const record = readRecord(row, this.#context.map, this.#programs);
    const isNamed = record.remoteId !== '' && !this.#naming.some((key) => row.isFaulty(key));
    if (isNamed) this.#noteRepeat(row, record.remoteId, tableRow.row);
    const { problems } = row;
    if (problems.length > 0) return rejected(problems, isNamed ? record.remoteId : null);
    return { item: { record, payload: row.payload() }, problems: [] };
  }

  #noteRepeat(row: RowReader, remoteId: string, at: number): void {
    const first = this.#seenIn.get(remoteId);
    if (first === undefined) {
      this.#seenIn.set(remoteId, at);
      return;
    }
    const [key] = this.#naming;
    const what = `expected each record once, came the one of row ${first} again`;
    if (key === undefined) row.noteRow('DUPLICATE', what);
    else row.note(key, 'DUPLICATE', what);
  }
}

async function* checkedRows(table: Table, check: RowCheck): AsyncGenerator<CheckedRow, void, undefined> {
  const bounds = new Bounds();
  for await (const row of table.rows) {
    bounds.count(row);
    yield check.check(row);
  }
  if (bounds.isEmpty) throw noRows();
}

/**
 * Opens a file and finds the map's columns in it; its rows are not read yet.
 * @param programs of the vendor, for the names of tiers and portfolios
 * @throws FileRefused when it can't be opened or lacks a column
 */
export async function openExport(
  content: Uint8Array,
  map: EffectiveMap,
  programs: readonly ProgramFacts[],
): Promise<OpenExport> {
  const date = dateReader(map.forms.dateFormat);
  if (date === null) throw new Error(`the map of ${map.vendor} has no date format: ${map.forms.dateFormat}`);
  const table = await openTable(content, { sheet: map.forms.sheet, isKnown: knownHeader(map) });
  try {
    const readers = { forms: map.forms, date, number: numberReader(map.forms.decimalMark) };
    const match = matchColumns(table.header, map);
    return { rows: checkedRows(table, new RowCheck({ map, match, readers }, programs)), close: table.close };
  } catch (error) {
    await table.close();
    throw error;
  }
}
