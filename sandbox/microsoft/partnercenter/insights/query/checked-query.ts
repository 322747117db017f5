import { datasetNamed } from '../datasets/catalogue.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { parseQuery } from './parse-query.ts';
import type { ParsedQuery } from './parse-query.ts';
import { QueryError } from './query-error.ts';
import { DEFAULT_TIMESPAN } from './timespan.ts';

/** A query whose dataset, columns and time span exist, with the names as the dataset spells them. */
export interface CheckedQuery extends Omit<ParsedQuery, 'dataset' | 'timespan'> {
  readonly dataset: Dataset;
  readonly timespan: string;
}

/** Parses a query and checks its names. @throws QueryError saying which name is not known */
export function checkedQuery(text: string): CheckedQuery {
  const parsed = parseQuery(text);
  const dataset = datasetNamed(parsed.dataset);
  if (!dataset) throw new QueryError(`Dataset '${parsed.dataset}' is not known.`);
  const column = (name: string): string => {
    const known = dataset.columns.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known) return known;
    throw new QueryError(`Column '${name}' is not in the dataset ${dataset.name}.`);
  };
  const timespan = parsed.timespan ?? DEFAULT_TIMESPAN;
  if (!dataset.ranges.includes(timespan)) {
    throw new QueryError(
      `TIMESPAN '${timespan}' is not offered for ${dataset.name}: expected ${dataset.ranges.join(', ')}.`,
    );
  }
  return {
    ...parsed,
    dataset,
    timespan,
    columns: parsed.columns.map(column),
    conditions: parsed.conditions.map((condition) => ({ ...condition, column: column(condition.column) })),
    order: parsed.order.map((key) => ({ ...key, column: column(key.column) })),
  };
}
