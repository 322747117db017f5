import DataLoader from 'dataloader';
import type { GraphContext } from '../../../platform/graph/context.ts';
import {
  loadConsentLimits,
  loadFeedHealth,
  type ConsentLimit,
  type FeedHealth,
} from '../../../platform/graph/feed-health.ts';
import type { Standing } from './standing.ts';
import {
  factsOf,
  reportsOf,
  sharedAreas,
  type FactRow,
  type PartnerAtVendor,
  type ReportRow,
  type SharedArea,
} from './store.ts';

/** What is read of one partner at one vendor; the feeds and what is shared, of all. */
interface Sources {
  readonly facts: readonly FactRow[];
  readonly reports: readonly ReportRow[];
  readonly feeds: readonly FeedHealth[];
  readonly shared: readonly SharedArea[];
  readonly limits: readonly ConsentLimit[];
}

type Measured = 'CERTIFICATION' | 'DEAL';
const NAMES: Readonly<Record<Measured, string>> = { CERTIFICATION: 'certifications', DEAL: 'deals' };

/**
 * Why nothing is known of an area. Without it, no fact is a nought; with it, a nought would be a guess: the area is not shared with the
 * viewer, or no source has ever brought it.
 */
function whyMissing(context: GraphContext, at: PartnerAtVendor, area: Measured, sources: Sources): string | null {
  const { facts, feeds, shared } = sources;
  const isHere = (one: PartnerAtVendor): boolean => one.partnerId === at.partnerId && one.vendorId === at.vendorId;
  const vendor = context.services.vendors.nameOf(at.vendorId);
  if (at.partnerId !== context.viewer.partnerId && !shared.some((one) => isHere(one) && one.area === area))
    return `the partner does not share its ${NAMES[area]} of ${vendor} with you`;
  const kind = area === 'DEAL' ? 'WON_DEAL' : area;
  if (facts.some((fact) => fact.kind === kind)) return null;
  const isRead = feeds.some((feed) => isHere(feed) && feed.area === area && feed.lastSuccessAt !== null);
  return isRead ? null : `no source has brought ${NAMES[area]} of ${vendor} yet`;
}

/** Why the values of deals are not known although the deals are: somebody shares them without. */
function whyWithoutValues(context: GraphContext, at: PartnerAtVendor, limits: readonly ConsentLimit[]): string | null {
  const isLimited = limits.some(
    ({ partnerId, vendorId, area, level }) =>
      partnerId === at.partnerId &&
      vendorId === at.vendorId &&
      (area === 'DEAL' || area === 'LEAD') &&
      level === 'DEALS_NO_VALUE',
  );
  const vendor = context.services.vendors.nameOf(at.vendorId);
  return isLimited ? `the partner does not share the values of its deals of ${vendor} with you` : null;
}

const placeOf = (partnerId: string, vendorId: string): string => `${partnerId}/${vendorId}`;
const placeOfRow = (row: FactRow | ReportRow): string => placeOf(row.partner_id, row.vendor_id);

function standingOf(context: GraphContext, at: PartnerAtVendor, sources: Sources): Standing {
  return {
    vendorId: at.vendorId,
    certifications: sources.facts.flatMap((row) =>
      row.holder_id === null
        ? []
        : {
            id: row.id,
            personId: row.holder_id,
            connectionId: row.connection_id,
            code: row.code,
            name: row.name,
            level: row.level,
            from: row.from_date,
            to: row.to_date,
            counts: row.counts,
          },
    ),
    wonDeals: sources.facts
      .filter((row) => row.kind === 'WON_DEAL')
      .map((row) => ({ dealKind: row.code, amount: row.amount, currency: row.currency, on: row.from_date })),
    assumedRevenue: [],
    reports: sources.reports.map((row) => ({
      program: row.program,
      portfolio: row.portfolio === '' ? null : row.portfolio,
      key: row.key,
      amount: row.amount,
      from: row.from_date,
    })),
    missing: {
      certifications: whyMissing(context, at, 'CERTIFICATION', sources),
      deals: whyMissing(context, at, 'DEAL', sources),
      dealValues: whyWithoutValues(context, at, sources.limits),
    },
  };
}

/** The standing at every place that is asked for: at the most four statements, however many places. */
async function readStandings(context: GraphContext, pairs: readonly PartnerAtVendor[]): Promise<Standing[]> {
  const facts = await context.db.read((trx) => factsOf(trx, pairs));
  const reports = await context.db.read((trx) => reportsOf(trx, pairs));
  const feeds = await loadFeedHealth(context);
  const limits = await loadConsentLimits(context);
  const others = [...new Set(pairs.map(({ partnerId }) => partnerId))].filter((id) => id !== context.viewer.partnerId);
  const shared = others.length === 0 ? [] : await context.db.read((trx) => sharedAreas(trx, others));
  const factsAt = Map.groupBy(facts, placeOfRow);
  const reportsAt = Map.groupBy(reports, placeOfRow);
  return pairs.map((pair) => {
    const place = placeOf(pair.partnerId, pair.vendorId);
    const here = { facts: factsAt.get(place) ?? [], reports: reportsAt.get(place) ?? [] };
    return standingOf(context, pair, { ...here, feeds, shared, limits });
  });
}

/** What a partner's standing at a vendor is measured by, batched over the request. */
export function loadStanding(context: GraphContext, at: PartnerAtVendor): Promise<Standing> {
  const loader = context.loader<PartnerAtVendor, Standing>(
    'standing',
    () =>
      new DataLoader((pairs) => readStandings(context, pairs), {
        cacheKeyFn: ({ partnerId, vendorId }) => placeOf(partnerId, vendorId),
      }),
  );
  return loader.load(at);
}

/** A partner's standing at every vendor there is, in the registry's order. */
export function loadStandings(context: GraphContext, partnerId: string): Promise<Standing[]> {
  return Promise.all(
    context.services.vendors.all.map(({ id: vendorId }) => loadStanding(context, { partnerId, vendorId })),
  );
}
