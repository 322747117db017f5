import { IbmError, badRequest } from '../answers.ts';
import { monthOf, parseMonth } from './month.ts';
import type { Month } from './month.ts';

/** Refuses the second of two parameters that exclude each other. @throws IbmError 400 */
export function exclude(query: URLSearchParams, name: string, others: readonly string[]): void {
  if (!query.has(name)) return;
  const other = others.find((candidate) => query.has(candidate));
  if (other !== undefined) throw badRequest(name, `cannot be used together with ${other}`);
}

/** The partner that asks must be the one it asks for. @throws IbmError 400 or 403 */
export function checkPartnerId(query: URLSearchParams, own: string): void {
  const given = query.get('partner_id');
  if (!given) throw badRequest('partner_id', 'is required');
  if (given !== own) throw new IbmError(403, 'forbidden', 'The token is of another partner.');
}

/** A month in the query; the running one when it is left out. @throws IbmError 400 */
export function readMonth(query: URLSearchParams, name: string, now: number): Month {
  const given = query.get(name);
  if (given === null) return monthOf(now);
  const month = parseMonth(given);
  if (month === null) throw badRequest(name, `expected a month as yyyy-mm, got '${given}'`);
  return month;
}

/** @throws IbmError 400 when it is out of bounds */
export function readLimit(query: URLSearchParams, bounds: { fallback: number; max: number }): number {
  const given = query.get('limit');
  if (given === null) return bounds.fallback;
  const limit = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > bounds.max) throw badRequest('limit', `expected a whole number from 1 to ${bounds.max}`);
  return limit;
}

/** @throws IbmError 400 for anything but true and false */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const given = query.get(name) ?? 'false';
  if (given !== 'true' && given !== 'false') throw badRequest(name, `expected true or false, got '${given}'`);
  return given === 'true';
}
