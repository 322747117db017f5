import { isObject, member } from '../../common/json.ts';
import type { Json, JsonObject } from '../../common/json.ts';
import { parseInstant } from '../../common/time.ts';
import type { Comparison, Filter } from './filter.ts';

/** The value at a path; undefined where the path leaves the record. */
export function valueAt(record: JsonObject, path: readonly string[]): Json | undefined {
  let at: Json | undefined = record;
  for (const name of path) at = isObject(at) ? member(at, name) : undefined;
  return at;
}

function order(left: Json | undefined, right: string | number | boolean): number | null {
  if (typeof right === 'number') {
    const number = typeof left === 'number' || typeof left === 'string' ? Number(left) : Number.NaN;
    return Number.isNaN(number) ? null : Math.sign(number - right);
  }
  if (typeof left !== typeof right) return null;
  if (left === right) return 0;
  const [first, second] = [left, right].map((value) => (typeof value === 'string' ? parseInstant(value) : null));
  if (typeof first === 'number' && typeof second === 'number') {
    // Two forms of one instant are equal; in one form the digits below a millisecond decide.
    if (first !== second || String(left).length !== String(right).length) return Math.sign(first - second);
  }
  return String(left) < String(right) ? -1 : 1;
}

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ge: (order) => order >= 0,
  le: (order) => order <= 0,
};

/** Whether a record passes the filter. A member of an unexpected type equals nothing. */
export function matchesFilter(filter: Filter, record: JsonObject): boolean {
  if (filter.kind === 'and') return filter.parts.every((part) => matchesFilter(part, record));
  const value = valueAt(record, filter.path);
  if (filter.kind === 'any') {
    return Array.isArray(value) && value.some((item) => isObject(item) && matchesFilter(filter.filter, item));
  }
  if (filter.value === null) return value === null || value === undefined;
  const compared = order(value, filter.value);
  return compared !== null && HOLDS[filter.operator](compared);
}

/** The text a path must equal for the filter to hold, or null when the filter leaves it open. */
export function requiredText(filter: Filter, name: string): string | null {
  if (filter.kind === 'and') {
    return filter.parts.reduce<string | null>((found, part) => found ?? requiredText(part, name), null);
  }
  const fixed = filter.kind === 'compare' && filter.operator === 'eq' && filter.path.join('/') === name;
  return fixed && typeof filter.value === 'string' ? filter.value : null;
}
