import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { DISTRIBUTOR } from '../accounts.ts';
import { CiscoError, badRequest, jsonAnswer } from '../answers.ts';
import type { CiscoCall, Route } from '../call.ts';
import { pageLink, sliceOf, wholeNumber } from '../paging.ts';
import { matchesReseller, readResellerSearch } from './search-query.ts';

const LIMITS = { min: 500, max: 1000 };
const PAGES = { min: 1, max: 1_000_000 };

function bounded(call: CiscoCall, name: string, bounds: { min: number; max: number }): number {
  const value = wholeNumber(call.request.query, name, bounds);
  if (value === undefined) throw badRequest(name, `expected a whole number from ${bounds.min} to ${bounds.max}`);
  return value ?? bounds.min;
}

/** `POST searchReseller`: the resellers of the distributor that asks. */
function searchReseller(call: CiscoCall): SandboxResponse {
  const { request, account } = call;
  if (account.index !== DISTRIBUTOR) {
    throw new CiscoError(403, 'access_denied', 'The search is open to distributors only.');
  }
  const search = readResellerSearch(request.body);
  const [page, limit] = [bounded(call, 'page', PAGES), bounded(call, 'limit', LIMITS)];
  const found = account.resellers.all().filter((reseller) => matchesReseller(search, reseller));
  const offset = (page - 1) * limit;
  const { items, total } = sliceOf(found, { offset, size: limit }, request.duplicatePages === true);
  return jsonAnswer(200, {
    total,
    page,
    limit,
    next: offset + limit < total ? pageLink(request, { page: page + 1, limit }) : null,
    prev: page > 1 ? pageLink(request, { page: page - 1, limit }) : null,
    resellers: items,
  });
}

export const RESELLER_ROUTES: readonly Route[] = [
  {
    operation: 'resellers.search',
    method: 'POST',
    path: /^\/dfm\/services\/reseller\/v1\/searchReseller$/,
    handle: searchReseller,
  },
];
