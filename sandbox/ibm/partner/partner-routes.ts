import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { IbmError, badRequest, jsonAnswer } from '../answers.ts';
import { text } from '../../kernel/json.ts';
import type { World } from '../world.ts';
import { billingOptionRows } from './billing-options.ts';
import { creditPoolRows } from './credit-pools.ts';
import { customerEntities, sellerEntity } from './entities.ts';
import type { Month } from './month.ts';
import { pageOf } from './paging.ts';
import { checkPartnerId, exclude, readFlag, readLimit, readMonth } from './partner-query.ts';
import type { Row } from './row.ts';
import type { Seller } from './seller.ts';
import { VIEWPOINTS, usageReport } from './usage.ts';
import type { Entity, Viewpoint } from './usage.ts';

/** A request of a partner that resells: who it is, and the resellers below it. */
export interface PartnerCall {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly seller: Seller;
  readonly below: readonly Seller[];
}

export interface Route {
  /** Name the kernel counts and matches faults by: `creditPools.list`. */
  readonly operation: string;
  readonly path: string;
  readonly handle: (call: PartnerCall) => SandboxResponse;
}

interface ListParts {
  readonly kind: 'billingOption' | 'creditPool';
  readonly bounds: { readonly fallback: number; readonly max: number };
  readonly rowsOf: (seller: Seller, month: Month, now: number) => readonly Row[];
}

/** Billing options and credit pools: everything the partner sold, of one reseller or of one customer. */
function monthlyList(parts: ListParts): Route['handle'] {
  return ({ world, request, seller, below }) => {
    const { query } = request;
    const now = world.settings.now();
    checkPartnerId(query, seller.id);
    exclude(query, 'customer_id', ['reseller_id']);
    const month = readMonth(query, 'date', now);
    const limit = readLimit(query, parts.bounds);
    const sellers = [seller, ...below];
    const rows = sellers.flatMap((owner) =>
      world.overlay.rows(parts.kind, owner.index, parts.rowsOf(owner, month, now)),
    );
    const wanted = ['customer_id', 'reseller_id'].filter((name) => query.has(name));
    const found = rows.filter((row) => wanted.every((name) => text(row.document, name) === query.get(name)));
    const page = pageOf(found, { request, seed: world.settings.seed, place: '_start', limit });
    return jsonAnswer(200, {
      rows_count: page.items.length,
      next_url: page.next?.url ?? null,
      resources: page.items.map(({ document }) => document),
    });
  };
}

/** The entities a usage query means. @throws IbmError 404 for a reseller or customer the partner does not have */
function entitiesOf({ request, seller, below }: PartnerCall): readonly Entity[] {
  const { query } = request;
  exclude(query, 'reseller_id', ['customer_id']);
  const [children, recurse] = [readFlag(query, 'children'), readFlag(query, 'recurse')];
  if (children) exclude(query, 'children', ['customer_id']);
  if (recurse) exclude(query, 'recurse', ['reseller_id', 'customer_id']);
  const customerId = query.get('customer_id');
  const resellerId = query.get('reseller_id');
  const sellers = [seller, ...below];
  if (customerId !== null) {
    const found = sellers.flatMap(customerEntities).filter(({ id }) => id === customerId);
    if (found.length === 0) throw new IbmError(404, 'not_found', 'There is no such customer.');
    return found;
  }
  const root = resellerId === null ? seller : sellers.find(({ id, role }) => id === resellerId && role === 'RESELLER');
  if (!root) throw new IbmError(404, 'not_found', 'There is no such reseller.');
  const under = root === seller ? below : [];
  const own = sellerEntity(root, under);
  const resellers = under.map((reseller) => sellerEntity(reseller, []));
  if (recurse) return [own, ...resellers, ...[root, ...under].flatMap(customerEntities)];
  return children ? [...resellers, ...customerEntities(root)] : [own];
}

function viewpointOf({ request, seller }: PartnerCall): Viewpoint {
  const given = request.query.get('viewpoint') ?? seller.role;
  const known = (Object.keys(VIEWPOINTS) as Viewpoint[]).find((name) => name === given);
  if (!known) throw badRequest('viewpoint', `expected one of ${Object.keys(VIEWPOINTS).join(', ')}`);
  if (known === 'DISTRIBUTOR' && seller.role !== 'DISTRIBUTOR') {
    throw new IbmError(403, 'forbidden', 'A reseller cannot see the prices of its distributor.');
  }
  return known;
}

function usageReports(call: PartnerCall): SandboxResponse {
  const { world, request, seller } = call;
  const { seed } = world.settings;
  const now = world.settings.now();
  checkPartnerId(request.query, seller.id);
  const scope = { seed, now, month: readMonth(request.query, 'month', now), viewpoint: viewpointOf(call) };
  const limit = readLimit(request.query, { fallback: 30, max: 100 });
  const page = pageOf(entitiesOf(call), { request, seed, place: 'offset', limit });
  const rows = page.items.map((entity) => ({ id: entity.id, document: usageReport(entity, scope) }));
  const reports = world.overlay.changed('usageReport', rows).map(({ document }) => document);
  const next = page.next ? { href: page.next.url, offset: page.next.place } : null;
  return jsonAnswer(200, { limit, first: { href: page.firstUrl }, ...(next ? { next } : {}), reports });
}

export const PARTNER_ROUTES: readonly Route[] = [
  { operation: 'usageReports.list', path: '/v1/resource-usage-reports', handle: usageReports },
  {
    operation: 'billingOptions.list',
    path: '/v1/billing-options',
    handle: monthlyList({ kind: 'billingOption', bounds: { fallback: 200, max: 200 }, rowsOf: billingOptionRows }),
  },
  {
    operation: 'creditPools.list',
    path: '/v1/credit-pools',
    handle: monthlyList({ kind: 'creditPool', bounds: { fallback: 30, max: 30 }, rowsOf: creditPoolRows }),
  },
];
