import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { IngramError, jsonAnswer } from '../answers.ts';
import type { IngramCall, Route } from '../call.ts';
import { text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { dealDetail, searchRow } from './deal-views.ts';
import { internalLink, itemsOf, mountOf, readPage } from './paging.ts';

type Filter = (deal: JsonObject, wanted: string) => boolean;

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** What a search can ask for. How the vendor compares is not documented: the end user by part, the others whole. */
const FILTERS: Readonly<Record<string, Filter>> = {
  endUser: (deal, wanted) => text(deal, 'endUser').toLowerCase().includes(wanted.toLowerCase()),
  vendor: (deal, wanted) => same(text(deal, 'vendor'), wanted),
  dealId: (deal, wanted) => same(text(deal, 'dealId'), wanted),
};

/** `GET /resellers/v6/deals/search`: one page of the deals of the customer number. */
function searchDeals({ request, deals }: IngramCall): SandboxResponse {
  const { query } = request;
  const asked = readPage(query);
  const found = deals.all().filter((deal) =>
    Object.entries(FILTERS).every(([name, filter]) => {
      const wanted = query.get(name);
      return !wanted || filter(deal, wanted);
    }),
  );
  const { items, found: count } = itemsOf(found, asked, request.duplicatePages === true);
  const { size, page } = asked;
  const base = `${mountOf(request)}/resellers/v6/deals`;
  return jsonAnswer(200, {
    recordsFound: count,
    pageSize: size,
    pageNumber: page,
    deals: items.map((deal) => searchRow(deal, base)),
    nextPage: page * size < count ? internalLink(request, { size, page: page + 1 }) : null,
    previousPage: page > 1 ? internalLink(request, { size, page: page - 1 }) : null,
  });
}

/** `GET /resellers/v6/deals/{dealId}` */
function getDeal({ world, deals, params }: IngramCall): SandboxResponse {
  const deal = deals.find(params['dealId'] ?? '');
  if (!deal) throw new IngramError(404, '/errors/not-found', { message: 'There is no such deal for this customer.' });
  return jsonAnswer(200, dealDetail(deal, world.settings.now()));
}

export const DEAL_ROUTES: readonly Route[] = [
  {
    operation: 'deals.search',
    path: /^\/resellers\/v6\/deals\/search$/,
    headers: { required: [], optional: ['IM-SenderID'] },
    handle: searchDeals,
  },
  {
    operation: 'deals.get',
    path: /^\/resellers\/v6\/deals\/(?<dealId>[^/]+)$/,
    headers: { required: ['IM-ApplicationId'], optional: [] },
    handle: getDeal,
  },
];
