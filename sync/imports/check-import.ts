import type { RowProblem } from '../../platform/imports/contract.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { isMalformed, type PulledItem } from '../../platform/vendor/contract.ts';
import { INTERRUPTED } from '../../subgraphs/connections/imports/abandoned.ts';
import { isFileRefused, type CheckedRow, type OpenExport } from '../../vendors/files/index.ts';
import { addPart, endImport, holdImport, jsonColumn, writeProgress } from './import-store.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportTarget } from './import-target.ts';
import { rehearseImport } from './rehearse-import.ts';

/** Rows between two signs of progress. */
const PART_ROWS = 500;
const MOST_PROBLEMS = 1_000;

const OUR_FAULT: RowProblem = {
  row: 0,
  column: null,
  code: 'INVALID',
  message: 'The file could not be checked because of a fault on our side. Send it again.',
};

const NOTHING_ACCEPTED: RowProblem = {
  row: 0,
  column: null,
  code: 'INVALID',
  message: 'Not one row of the file could be accepted: it can not be committed, and nothing would change.',
};

/** The first problems of a file, and how many more there are. */
class ProblemList {
  readonly #kept: RowProblem[] = [];
  #more = 0;

  add(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      if (this.#kept.length < MOST_PROBLEMS - 1) this.#kept.push(problem);
      else this.#more += 1;
    }
  }

  /** @param ofFile what is wrong with the file as a whole: told first */
  list(ofFile: readonly RowProblem[] = []): RowProblem[] {
    const all = [...ofFile, ...this.#kept];
    const shown = all.slice(0, MOST_PROBLEMS - 1);
    const more = this.#more + all.length - shown.length;
    if (more === 0) return shown;
    const message = `${more} further problems are not shown.`;
    return [...shown, { row: 0, column: null, code: 'OUT_OF_RANGE', message }];
  }
}

/** Reads one file's rows into parts that wait for a commit. */
class ImportCheck {
  readonly #options: ImportOptions;
  readonly #target: ImportTarget;
  readonly #problems = new ProblemList();
  #items: PulledItem[] = [];
  #parts = 0;
  #rows = 0;
  #accepted = 0;

  constructor(options: ImportOptions, target: ImportTarget) {
    this.#options = options;
    this.#target = target;
  }

  /** @returns false when somebody gave the import up */
  async read(rows: AsyncIterable<CheckedRow>, signal: AbortSignal): Promise<boolean> {
    for await (const { item, problems } of rows) {
      signal.throwIfAborted();
      this.#items.push(item);
      this.#rows += 1;
      if (!isMalformed(item)) this.#accepted += 1;
      this.#problems.add(problems);
      if (this.#items.length === PART_ROWS && !(await this.#flush())) return false;
    }
    return this.#items.length === 0 || this.#flush();
  }

  /** Finds out what a commit would change, and says that the check is over. */
  async finish(): Promise<void> {
    const { database, clock, ingests, vendors } = this.#options;
    if (this.#accepted === 0) {
      // What would go if the file were right is nothing to show: it is never committed.
      const problems = jsonColumn(this.#problems.list([NOTHING_ACCEPTED]));
      const checked = { state: 'CHECKED', progress_at: clock.now(), problems } as const;
      await this.#transaction((trx) => writeProgress(trx, this.#target.importId, checked));
      return;
    }
    const { added, updated, deleted, preview } = await rehearseImport(database.kysely, this.#target, {
      ingests,
      vendors,
      now: clock.now(),
    });
    const now = clock.now();
    const change = {
      state: 'CHECKED',
      progress_at: now,
      added,
      updated,
      deleted,
      preview: jsonColumn(preview),
    } as const;
    await this.#transaction((trx) => writeProgress(trx, this.#target.importId, change));
  }

  /** The file can't be taken as a whole. Nothing happens when somebody gave it up in between. */
  async refuse(problem: RowProblem): Promise<void> {
    const { importId } = this.#target;
    const now = this.#options.clock.now();
    await this.#transaction(async (trx) => {
      const row = await holdImport(trx, importId);
      if (row?.state !== 'CHECKING') return;
      const end = { state: 'REFUSED', ended_at: now, progress_at: now, problems: jsonColumn([problem]) } as const;
      await endImport(trx, importId, { ...end, rows: this.#rows, accepted: 0 });
    });
  }

  async #flush(): Promise<boolean> {
    const { importId, partnerId } = this.#target;
    const items = this.#items;
    const part = this.#parts;
    this.#items = [];
    this.#parts += 1;
    const change = {
      progress_at: this.#options.clock.now(),
      rows: this.#rows,
      accepted: this.#accepted,
      problems: jsonColumn(this.#problems.list()),
    };
    return this.#transaction(async (trx) => {
      if (!(await writeProgress(trx, importId, change))) return false;
      await addPart(trx, { importId, partnerId, part }, items);
      return true;
    });
  }

  #transaction<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    const { database, clock } = this.#options;
    const { partnerId } = this.#target;
    const scope = { role: 'partnergraph_sync', partnerId, now: clock.now(), statementTimeoutMs: 0 } as const;
    return inTenantTransaction(database.kysely, scope, work);
  }
}

function problemOf(error: unknown, signal: AbortSignal): RowProblem {
  if (isFileRefused(error)) return { row: error.row, column: null, code: error.code, message: error.message };
  return signal.aborted ? INTERRUPTED : OUR_FAULT;
}

/** Checks a file's rows to the end. However that goes, the import says it; thrown is only a failure to write it. */
export async function checkImport(
  options: ImportOptions,
  target: ImportTarget,
  file: OpenExport,
  signal: AbortSignal,
): Promise<void> {
  const check = new ImportCheck(options, target);
  try {
    if (await check.read(file.rows, signal)) await check.finish();
  } catch (error) {
    const problem = problemOf(error, signal);
    if (problem === OUR_FAULT)
      options.log.error({ err: error, import: target.importId }, 'a file could not be checked');
    await check.refuse(problem);
  } finally {
    await file.close();
  }
}
