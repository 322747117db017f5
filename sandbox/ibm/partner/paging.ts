import { createHmac } from 'node:crypto';
import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { badRequest } from '../answers.ts';

/** What a continuation is bound to: it is good for the query it came from only. */
export interface PageQuery {
  readonly request: SandboxRequest;
  readonly seed: number;
  /** Name of the parameter that carries the place. */
  readonly place: string;
  readonly limit: number;
}

function signature({ request, seed, place }: PageQuery, start: number): string {
  const query = [...request.query].filter(([name]) => name !== place && name !== 'limit').toSorted();
  const content = JSON.stringify([request.path, query, start]);
  return createHmac('sha256', `${seed}:ibm:pages`).update(content).digest('base64url').slice(0, 16);
}

function startOf(query: PageQuery): number {
  const token = query.request.query.get(query.place);
  if (token === null) return 0;
  const [digits = '', sign = ''] = Buffer.from(token, 'base64url').toString('utf8').split('.');
  const start = /^\d{1,9}$/.test(digits) ? Number(digits) : -1;
  if (start < 0 || signature(query, start) !== sign) throw badRequest(query.place, 'is not known');
  return start;
}

/** A page of a list, and what leads to the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The place of the next page, opaque to clients, and the whole address; null on the last page. */
  readonly next: { readonly place: string; readonly url: string } | null;
  readonly firstUrl: string;
}

function addressOf({ request, place, limit }: PageQuery, token: string | null): string {
  const query = new URLSearchParams(request.query);
  query.delete(place);
  query.set('limit', String(limit));
  if (token !== null) query.set(place, token);
  return `${request.origin}${request.rawUrl.split('?')[0]}?${query}`;
}

/**
 * Cuts a page out of the list. Under the fault `duplicatePages` the list looks as if a whole page of records had come
 * in at its front since the first page was read: each next page has the items of the page before, and none is lost.
 * @throws IbmError 400 for a place that was not handed out for this query
 */
export function pageOf<T>(list: readonly T[], query: PageQuery): Page<T> {
  const { limit, request } = query;
  const start = startOf(query);
  const shift = request.duplicatePages === true && start > 0 ? limit : 0;
  const from = Math.max(0, start - shift);
  const then = start + limit;
  const token = Buffer.from(`${then}.${signature(query, then)}`).toString('base64url');
  const next = then < list.length + shift ? { place: token, url: addressOf(query, token) } : null;
  return { items: list.slice(from, from + limit), next, firstUrl: addressOf(query, null) };
}
