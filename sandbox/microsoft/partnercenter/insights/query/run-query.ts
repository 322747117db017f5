import type { JsonObject } from '../../../common/json.ts';
import { parseInstant } from '../../../common/time.ts';
import type { DatasetOwner } from '../datasets/dataset.ts';
import type { CheckedQuery } from './checked-query.ts';
import type { QueryCondition, QueryOperator } from './parse-query.ts';
import type { Period } from './timespan.ts';

export interface QueryRun {
  readonly owner: DatasetOwner;
  readonly period: Period;
  /** Empties the personal columns. */
  readonly redacted: boolean;
}

function compare(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return left < right ? -1 : Number(left > right);
}

function isLike(value: string, pattern: string): boolean {
  const escaped = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${escaped}$`, 'is').test(value);
}

const HOLDS: Readonly<Record<QueryOperator, (value: string, wanted: readonly string[]) => boolean>> = {
  '=': (value, [wanted = '']) => compare(value, wanted) === 0,
  '!=': (value, [wanted = '']) => compare(value, wanted) !== 0,
  '>': (value, [wanted = '']) => compare(value, wanted) > 0,
  '<': (value, [wanted = '']) => compare(value, wanted) < 0,
  '>=': (value, [wanted = '']) => compare(value, wanted) >= 0,
  '<=': (value, [wanted = '']) => compare(value, wanted) <= 0,
  LIKE: (value, [wanted = '']) => isLike(value, wanted),
  'NOT LIKE': (value, [wanted = '']) => !isLike(value, wanted),
  IN: (value, wanted) => wanted.some((one) => compare(value, one) === 0),
  'NOT IN': (value, wanted) => wanted.every((one) => compare(value, one) !== 0),
};

const cell = (row: JsonObject, column: string): string => String(row[column] ?? '');

const holds = (row: JsonObject, { column, operator, values }: QueryCondition): boolean =>
  HOLDS[operator](cell(row, column), values);

function inPeriod(row: JsonObject, column: string | null, period: Period): boolean {
  const at = column === null ? null : parseInstant(cell(row, column));
  return at === null || (at >= period.from && at < period.to);
}

/** The rows of a query: only the selected columns, as text in the selected order. */
export function runQuery(query: CheckedQuery, { owner, period, redacted }: QueryRun): string[][] {
  const { dataset } = query;
  const rows = dataset
    .rows(owner)
    .filter((row) => inPeriod(row, dataset.dateColumn, period))
    .filter((row) => query.conditions.every((condition) => holds(row, condition)));
  const sorted = [...rows].sort((left, right) => {
    for (const { column, descending } of query.order) {
      const order = compare(cell(left, column), cell(right, column));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  const hidden = (column: string): boolean => redacted && dataset.personal.includes(column);
  const cells = sorted.map((row) => query.columns.map((column) => (hidden(column) ? '' : cell(row, column))));
  const unique = query.distinct ? [...new Map(cells.map((row) => [JSON.stringify(row), row])).values()] : cells;
  return query.limit === null ? unique : unique.slice(0, query.limit);
}
