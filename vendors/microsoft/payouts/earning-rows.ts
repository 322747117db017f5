import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { malformed } from '../../../platform/vendor/shape-check.ts';
import { unreadable } from '../client/answer-json.ts';
import type { CsvTable } from '../wire/csv.ts';
import { dateOf } from '../wire/date-time.ts';

/**
 * Columns by meaning, names by preference. Documented are only the names that can be filtered on [PAY]; the others are
 * assumed, since no source shows the header of the export.
 */
const COLUMNS = {
  program: ['programName', 'program'],
  subType: ['payableSubType', 'payoutOrderType'],
  currency: ['earningCurrencyCode', 'earningCurrency', 'transactionCurrency', 'currencyCode', 'currency'],
  amount: ['earningAmount', 'amount'],
  date: ['earningForDate', 'earningDate', 'transactionDate'],
  payoutStatus: ['payoutStatus', 'paymentStatus'],
} as const;

type Meaning = keyof typeof COLUMNS;

const OPTIONAL: ReadonlySet<Meaning> = new Set(['payoutStatus']);

/** One line of the export that says for what money was earned. */
export interface EarningRow {
  readonly program: string;
  /** `COOP`, `REBATE`, `FEE`, `SELL`: in capitals. */
  readonly subType: string;
  readonly currency: string;
  /** Calendar month of the earning: `2026-03`. */
  readonly month: string;
  /** Exact decimal; null when the cell is no number. */
  readonly amount: string | null;
  /** In capitals; `''` where the export has no such column. */
  readonly payoutStatus: string;
}

/**
 * Reads the rows by their header.
 * @returns rows, and an item for each row that can't even be assigned to a sum
 * @throws VendorError `upstream_error` naming a column that is missing
 */
export function readEarningRows(table: CsvTable, operation: string): { rows: EarningRow[]; faults: MalformedItem[] } {
  const at = columnsOf(table, operation);
  const rows: EarningRow[] = [];
  const faults: MalformedItem[] = [];
  for (const cells of table.rows) {
    if (cells.length !== table.width) {
      const problem = `expected ${table.width} cells, got ${cells.length} cells`;
      faults.push(malformed({ path: '', problem }, null));
      continue;
    }
    const cell = (meaning: Meaning): string => (at[meaning] === null ? '' : (cells[at[meaning]] ?? '').trim());
    const row = {
      program: cell('program'),
      subType: cell('subType').toUpperCase(),
      currency: cell('currency').toUpperCase(),
      month: dateOf(cell('date').replace(' ', 'T'))?.slice(0, 7) ?? '',
      amount: exactDecimal(cell('amount')),
      payoutStatus: cell('payoutStatus').toUpperCase(),
    };
    const fault = faultOf(row);
    if (fault) faults.push(malformed(fault, null));
    else rows.push(row);
  }
  return { rows, faults };
}

function columnsOf(table: CsvTable, operation: string): Record<Meaning, number | null> {
  const found = Object.entries(COLUMNS).map(([meaning, names]) => [meaning, table.column(...names)] as const);
  const missing = found.filter(([meaning, at]) => at === null && !OPTIONAL.has(meaning as Meaning));
  if (missing.length > 0) {
    throw unreadable(operation, `the file has no column for ${missing.map(([meaning]) => meaning).join(', ')}`);
  }
  return Object.fromEntries(found) as Record<Meaning, number | null>;
}

function faultOf(row: EarningRow): { path: string; problem: string } | null {
  if (row.program === '') return { path: '/programName', problem: 'expected a name, got nothing' };
  if (row.subType === '') return { path: '/payableSubType', problem: 'expected a word, got nothing' };
  if (!/^[A-Z]{3}$/.test(row.currency)) return { path: '/currency', problem: 'expected a currency code, got text' };
  if (row.month === '') return { path: '/earningForDate', problem: 'expected an ISO 8601 date, got text' };
  return null;
}
