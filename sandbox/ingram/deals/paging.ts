import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { invalid } from '../answers.ts';

const MAX_SIZE = 100;
const DEFAULT_SIZE = 25;

/** Which page of a list is asked for. */
export interface PageRequest {
  readonly size: number;
  /** From 1. */
  readonly page: number;
}

function wholeNumber(query: URLSearchParams, field: string, max: number): number | null {
  const value = query.get(field);
  if (value === null) return null;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= max) return number;
  throw invalid([{ field, message: `expected a whole number from 1 to ${max}`, value }]);
}

/** Reads `Size` and `Page`, which are written with a capital. @throws IngramError 400 */
export function readPage(query: URLSearchParams): PageRequest {
  return {
    size: wholeNumber(query, 'Size', MAX_SIZE) ?? DEFAULT_SIZE,
    page: wholeNumber(query, 'Page', 999_999_999) ?? 1,
  };
}

/**
 * The items of a page. Under the fault `duplicatePages` the list looks as if a whole page of records had come in at
 * its front since the first page was read: each next page has the items of the page before, and the count has grown
 * by as much, so that no record is lost to a client that reads on.
 */
export function itemsOf<T>(list: readonly T[], { size, page }: PageRequest, again: boolean) {
  const shift = again && page > 1 ? size : 0;
  const start = (page - 1) * size - shift;
  return { items: list.slice(start, start + size), found: list.length + shift };
}

/** The path under which the request reached us, up to and with the vendor's mount. */
export function mountOf(request: SandboxRequest): string {
  return `${request.origin}/${request.rawUrl.split('/')[1] ?? ''}`;
}

/** The page's address as the vendor's sample has it: below an internal path that clients cannot call. */
export function internalLink(request: SandboxRequest, { size, page }: PageRequest): string {
  return `${mountOf(request)}/bids/v1/special-bidsB2B?size=${size}&page=${page}`;
}
