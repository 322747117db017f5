import { badRequest } from '../answers.ts';
import { parseDate } from '../dates.ts';
import { text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { wholeNumber } from '../paging.ts';

const MAX = 500;

/** The two ranges, each by its parameters and the deal's member. */
const RANGES = [
  { from: 'dealApprovalDateFrom', to: 'dealApprovalDateTo', member: 'dealApprovalDate' },
  { from: 'dealExpirationDateFrom', to: 'dealExpirationDateTo', member: 'dealExpirationDate' },
] as const;

interface Range {
  readonly member: string;
  /** Midnight UTC; both days belong to the range. */
  readonly from: number;
  readonly to: number;
}

/** A checked query of `GET /deals`. */
export interface DealQuery {
  readonly dealId: string | null;
  readonly ranges: readonly Range[];
  readonly offset: number;
  readonly max: number;
}

function date(query: URLSearchParams, name: string): number {
  const given = query.get(name) ?? '';
  const parsed = parseDate(given);
  if (parsed === null) throw badRequest(name, `expected a date as DD-Mon-YYYY, got '${given}'`);
  return parsed;
}

function readRanges(query: URLSearchParams): Range[] {
  return RANGES.filter(({ from, to }) => query.has(from) || query.has(to)).map(({ from, to, member }) => {
    if (!query.has(from) || !query.has(to)) throw badRequest(query.has(from) ? to : from, 'a range needs both ends');
    const range = { member, from: date(query, from), to: date(query, to) };
    if (range.from > range.to) throw badRequest(from, `expected a date not after ${to}`);
    return range;
  });
}

function required(query: URLSearchParams, name: string, bounds: { min: number; max: number }): number {
  const value = wholeNumber(query, name, bounds);
  if (value === null) throw badRequest(name, 'is required');
  if (value === undefined) throw badRequest(name, `expected a whole number from ${bounds.min} to ${bounds.max}`);
  return value;
}

/**
 * Reads the query: a deal id or a whole range is needed, and both paging parameters.
 * @throws CiscoError 400 naming the parameter
 */
export function readDealQuery(query: URLSearchParams): DealQuery {
  const dealId = query.get('dealId');
  const ranges = readRanges(query);
  if (!dealId && ranges.length === 0) throw badRequest('dealId', 'expected a deal id or at least one range of dates');
  return {
    dealId: dealId || null,
    ranges,
    offset: required(query, 'offset', { min: 0, max: 999_999_999 }),
    max: required(query, 'max', { min: 1, max: MAX }),
  };
}

/** Whether the query means the deal. A deal whose date cannot be read is in no range. */
export function matchesDeal(query: DealQuery, deal: JsonObject): boolean {
  return query.ranges.every(({ member, from, to }) => {
    const day = parseDate(text(deal, member));
    return day !== null && day >= from && day <= to;
  });
}
