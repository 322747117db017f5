import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import { CredlyError, jsonAnswer } from './answers.ts';
import type { JsonObject } from '../kernel/json.ts';

/** Reads a whole number of the query. @throws CredlyError 400 */
export function readWhole(query: URLSearchParams, name: string, bounds: { fallback: number; max: number }): number {
  const given = query.get(name);
  if (given === null) return bounds.fallback;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (value >= 1 && value <= bounds.max) return value;
  throw new CredlyError(400, `${name}: expected a whole number from 1 to ${bounds.max}`);
}

function pageUrl(request: SandboxRequest, page: number): string {
  const query = new URLSearchParams(request.query);
  query.set('page', String(page));
  return `${request.origin}${request.rawUrl.split('?')[0]}?${query}`;
}

/**
 * One page in the envelope `data` and `metadata`. Under the fault `duplicatePages` the list looks as if a whole page of
 * records had come in at its front since the first page was read: each next page has the items of the page before, and
 * the counts have grown, so that no record is lost to a client that reads on.
 * @param per records on a page
 */
export function pageAnswer(list: readonly JsonObject[], request: SandboxRequest, per: number): SandboxResponse {
  const page = readWhole(request.query, 'page', { fallback: 1, max: 999_999 });
  const shift = request.duplicatePages === true && page > 1 ? per : 0;
  const start = (page - 1) * per - shift;
  const data = list.slice(start, start + per);
  const total = list.length + shift;
  const pages = Math.max(1, Math.ceil(total / per));
  const metadata = {
    count: data.length,
    current_page: page,
    total_count: total,
    total_pages: pages,
    per,
    previous_page_url: page > 1 ? pageUrl(request, page - 1) : null,
    next_page_url: page < pages ? pageUrl(request, page + 1) : null,
  };
  return jsonAnswer(200, { data, metadata });
}
