import { CsvError, parse } from 'csv-parse/sync';
import { isCalendarDate } from '../records/dates.ts';
import { isCurrencyCode } from './currency.ts';
import { parseDecimal } from './decimal.ts';
import { MoneyError } from './money-error.ts';
import { BASE_CURRENCY, type ReferenceRate } from './rate-table.ts';

const COLUMNS = ['date', 'currency', 'rate', 'source'] as const;
type Column = (typeof COLUMNS)[number];

const MOST_FAULTS_SHOWN = 20;
const LONGEST_SHOWN = 40;

/** A table of rates that can't be used; `faults` holds all that is wrong with it. */
export class RatesError extends MoneyError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const shown = faults.slice(0, MOST_FAULTS_SHOWN);
    const more = faults.length > shown.length ? [`and ${faults.length - shown.length} more`] : [];
    super(`the table of reference rates has faults:\n${[...shown, ...more].map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'RatesError';
    this.faults = faults;
  }
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRows(text: string): readonly Row[] {
  try {
    const rows = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      info: true,
      relax_column_count: true,
      trim: true,
      skip_empty_lines: true,
    });
    return (rows as unknown as Array<{ info: { lines: number }; record: string[] }>).map(({ info, record }) => ({
      line: info.lines,
      cells: record,
    }));
  } catch (error) {
    if (error instanceof CsvError) throw new RatesError([`not readable as CSV (${error.code})`]);
    throw error;
  }
}

const CHECKS: Readonly<Record<Column, readonly [expected: string, holds: (text: string) => boolean]>> = {
  date: ['a calendar date such as 2026-03-31', isCalendarDate],
  currency: [`an ISO 4217 code other than ${BASE_CURRENCY}`, (text) => isCurrencyCode(text) && text !== BASE_CURRENCY],
  rate: ['a plain decimal number above 0', (text) => parseDecimal(text)?.greaterThan(0) ?? false],
  source: ['who published the rate', (text) => text !== ''],
};

function faultsOf(row: Row): readonly string[] {
  if (row.cells.length !== COLUMNS.length) {
    return [`line ${row.line}: expected ${COLUMNS.length} columns, came ${row.cells.length}`];
  }
  return COLUMNS.flatMap((column, index) => {
    const cell = row.cells[index] ?? '';
    const [expected, holds] = CHECKS[column];
    if (holds(cell)) return [];
    return [
      `line ${row.line}, column ${column}: expected ${expected}, came ${JSON.stringify(cell.slice(0, LONGEST_SHOWN))}`,
    ];
  });
}

/**
 * Reads rates from CSV text: a heading `date,currency,rate,source`, then a row a rate. Lines that begin with `#` and
 * empty lines are passed over.
 * @throws RatesError with every fault, by line and column
 */
export function readRatesCsv(text: string): readonly ReferenceRate[] {
  const [heading, ...rows] = readRows(text);
  if (heading?.cells.join(',') !== COLUMNS.join(',')) {
    throw new RatesError([`line ${heading?.line ?? 1}: expected the heading ${COLUMNS.join(',')}`]);
  }
  const faults: string[] = [];
  const seen = new Map<string, number>();
  const rates = rows.map((row): ReferenceRate => {
    const [date = '', currency = '', rate = '', source = ''] = row.cells;
    faults.push(...faultsOf(row));
    const key = `${date} ${currency}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) faults.push(`line ${row.line}: ${key} was given in line ${earlier} already`);
    seen.set(key, row.line);
    return { date, currency, rate, source };
  });
  if (rows.length === 0) faults.push('no rates below the heading');
  if (faults.length > 0) throw new RatesError(faults);
  return rates;
}
