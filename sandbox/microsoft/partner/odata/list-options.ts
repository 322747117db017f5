import type { Filter } from './filter.ts';
import { parseFilter } from './filter.ts';
import { ODataError } from './odata-error.ts';
import type { ObjectShape } from './shape.ts';

export const ORDER_KEYS = ['createdDateTime', 'updatedDateTime'] as const;
export type OrderKey = (typeof ORDER_KEYS)[number];

/** The vendor publishes neither; both are assumed. */
export const DEFAULT_PAGE_SIZE = 25;
export const LARGEST_PAGE_SIZE = 100;

/** The list options as they were sent, each null when absent. */
export interface RawListOptions {
  readonly filter: string | null;
  readonly select: string | null;
  readonly orderby: string | null;
  readonly top: string | null;
}

export interface ListOptions {
  readonly filter: Filter | null;
  /** Members to answer with; null for all. */
  readonly select: readonly string[] | null;
  readonly orderKey: OrderKey;
  readonly descending: boolean;
  /** Records a page. */
  readonly top: number;
}

const KNOWN: readonly string[] = ['$filter', '$select', '$orderby', '$top', '$skiptoken'];

/** Takes the list options from a query. @throws ODataError for a `$` option that is not offered, or one given twice */
export function rawListOptions(query: URLSearchParams): RawListOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.includes(name)) throw new ODataError(name, 'the query option is not supported');
    if (query.getAll(name).length > 1) throw new ODataError(name, 'the query option was given more than once');
  }
  return {
    filter: query.get('$filter'),
    select: query.get('$select'),
    orderby: query.get('$orderby'),
    top: query.get('$top'),
  };
}

function readSelect(text: string, shape: ObjectShape): string[] {
  return text.split(',').map((part) => {
    const name = part.trim();
    if (!Object.hasOwn(shape.members, name))
      throw new ODataError('$select', `could not find a property named '${name}'`);
    return name;
  });
}

function readOrder(text: string): { orderKey: OrderKey; descending: boolean } {
  const [, name, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(text) ?? [];
  const orderKey = ORDER_KEYS.find((key) => key === name);
  if (!orderKey)
    throw new ODataError('$orderby', `expected ${ORDER_KEYS.join(' or ')} with asc or desc, got '${text}'`);
  return { orderKey, descending: direction === 'desc' };
}

function readTop(text: string): number {
  const top = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (top === 0) throw new ODataError('$top', `expected a whole number above zero, got '${text}'`);
  return Math.min(top, LARGEST_PAGE_SIZE);
}

/** Reads the options of a list of records of the given shape. @throws ODataError */
export function readListOptions(raw: RawListOptions, shape: ObjectShape): ListOptions {
  // Without $orderby the newest come first (assumed).
  const order = raw.orderby === null ? { orderKey: ORDER_KEYS[0], descending: true } : readOrder(raw.orderby);
  return {
    ...order,
    filter: raw.filter === null ? null : parseFilter(raw.filter, { shape, operators: ['eq'] }),
    select: raw.select === null ? null : readSelect(raw.select, shape),
    top: raw.top === null ? DEFAULT_PAGE_SIZE : readTop(raw.top),
  };
}
