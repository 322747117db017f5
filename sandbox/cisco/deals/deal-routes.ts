import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { CiscoError, jsonAnswer } from '../answers.ts';
import type { CiscoCall, Route } from '../call.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { pageLink, sliceOf } from '../paging.ts';
import { matchesDeal, readDealQuery } from './deal-query.ts';
import type { DealQuery } from './deal-query.ts';

function dealsOf(call: CiscoCall, query: DealQuery): readonly JsonObject[] {
  const { deals } = call.account;
  if (query.dealId === null) return deals.all().filter((deal) => matchesDeal(query, deal));
  const deal = deals.find(query.dealId);
  return deal && matchesDeal(query, deal) ? [deal] : [];
}

/** `GET /deals`: one page, with the links both in the body and as RFC 5988 headers. */
function listDeals(call: CiscoCall): SandboxResponse {
  const { request } = call;
  const query = readDealQuery(request.query);
  const { offset, max } = query;
  const { items, total } = sliceOf(dealsOf(call, query), { offset, size: max }, request.duplicatePages === true);
  const next = offset + max < total ? pageLink(request, { offset: offset + max, max }) : null;
  const prev = offset > 0 ? pageLink(request, { offset: Math.max(0, offset - max), max }) : null;
  const links = [...(next ? [`<${next}>; rel="next"`] : []), ...(prev ? [`<${prev}>; rel="prev"`] : [])];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return jsonAnswer(200, { pagination: { total, max, offset, prev, next }, items }, headers);
}

/** `GET /deals/{dealId}/details`: only the member `pagination` is documented, so only that is answered. */
function dealDetails(call: CiscoCall): SandboxResponse {
  const id = call.params['dealId'] ?? '';
  if (!call.account.deals.find(id)) throw new CiscoError(404, 'not_found', `There is no deal ${id}.`);
  return jsonAnswer(200, { pagination: { total: 1, max: 25, offset: 0, prev: null, next: null } });
}

export const DEAL_ROUTES: readonly Route[] = [
  { operation: 'deals.list', method: 'GET', path: /^\/deals$/, handle: listDeals },
  { operation: 'deals.details', method: 'GET', path: /^\/deals\/(?<dealId>[^/]+)\/details$/, handle: dealDetails },
];
