import type { SandboxRequest } from '../kernel/stand-in.ts';

/** Part of a list, and how long the list is. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/**
 * The items from `offset` on, at most `size`. Under the fault `duplicatePages` the list looks as if a whole page of
 * records had come in at its front since the first page was read: each next page has the items of the page before,
 * and the total has grown by as much, so that no record is lost to a client that reads on.
 */
export function sliceOf<T>(list: readonly T[], from: { offset: number; size: number }, again: boolean): Slice<T> {
  const { offset, size } = from;
  const shift = again && offset > 0 ? size : 0;
  const start = Math.max(0, offset - shift);
  return { items: list.slice(start, start + size), total: list.length + shift };
}

/** The address of another page of the same query, at the address under which the client reached us. */
export function pageLink(request: SandboxRequest, change: Readonly<Record<string, number>>): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    query.append(name, String(value));
  }
  return `${request.origin}${request.rawUrl.split('?')[0]}?${query}`;
}

/** A whole number in the query. @returns null when it is missing, undefined when it is none or out of bounds */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  bounds: { min: number; max: number },
): number | null | undefined {
  const given = query.get(name);
  if (given === null) return null;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  return value >= bounds.min && value <= bounds.max ? value : undefined;
}
