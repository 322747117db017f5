import { PartnerRef, refTo } from '../../platform/graph/refs.ts';
import { toCodedNodeId, toNodeId } from '../../platform/ids/node-id.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import {
  programKey,
  programsOf,
  rankOf,
  tierByCode,
  tierKey,
  type CatalogProgram,
  type CatalogTier,
} from './catalog.ts';
import { Program, Tier, Vendor } from './catalog-types.ts';
import type { MembershipTable } from './migrations.ts';
import type { MembershipChangeRow } from './store.ts';
import { AccountManager, Membership, MembershipChange, Specialization } from './types.ts';

/** A vendor by its code, as the graph shows it. */
export function toVendor(code: string): Vendor {
  return Object.assign(new Vendor(), { id: code });
}

/** A program as the graph shows it. */
export function toProgram(program: CatalogProgram): Program {
  const { facts } = program;
  return Object.assign(new Program(), {
    catalog: program,
    id: toCodedNodeId('Program', programKey(program)),
    vendor: toVendor(program.vendor),
    name: facts.name,
    portfolios: facts.portfolios,
    routeToMarket: facts.routeToMarket,
    channelShare: null,
  });
}

/** A tier as the graph shows it. */
export function toTier(tier: CatalogTier): Tier {
  return Object.assign(new Tier(), {
    catalog: tier,
    id: toCodedNodeId('Tier', tierKey(tier)),
    program: toProgram(tier.program),
    portfolio: tier.facts.portfolio,
    name: tier.facts.name,
    rank: rankOf(tier),
  });
}

/** Whom the vendor names as the partner's contact; null where it names nobody. */
export function managerOf(row: MembershipTable): AccountManager | null {
  if (row.manager_name === null) return null;
  return Object.assign(new AccountManager(), {
    name: row.manager_name,
    email: row.manager_email,
    title: row.manager_title,
  });
}

/** The program of a row. @throws Error for one that is not known: the store shows no such row */
export function programOf(directory: VendorDirectory, row: MembershipTable): CatalogProgram {
  const program = programsOf(directory, row.vendor_id).find(({ facts }) => facts.code === row.program);
  if (!program) throw new Error(`no facts tell of the program ${row.program} of ${row.vendor_id}`);
  return program;
}

function tierOrNull(program: CatalogProgram, portfolio: string | null, code: string | null): Tier | null {
  const tier = code === null ? null : tierByCode(program, portfolio, code);
  return tier && toTier(tier);
}

/** A membership as the graph shows it. A tier that the program's facts don't have is shown as none. */
export function toMembership(directory: VendorDirectory, row: MembershipTable): Membership {
  const program = programOf(directory, row);
  return Object.assign(new Membership(), {
    mirror: row,
    row,
    id: toNodeId('Membership', row.id),
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
    program: toProgram(program),
    portfolio: row.portfolio,
    tier: tierOrNull(program, row.portfolio, row.tier),
    tierSince: row.tier_since,
    reviewOn: row.review_on,
    accountManager: managerOf(row),
    specializations: row.specializations.map((one) => Object.assign(new Specialization(), one)),
    distribution: row.distribution,
    distributor: refTo(PartnerRef, 'Partner', row.distributor_id),
  });
}

/** A move between tiers of a membership as the graph shows it. */
export function toMembershipChange(membership: Membership, row: MembershipChangeRow): MembershipChange {
  const { catalog } = membership.program;
  return Object.assign(new MembershipChange(), {
    at: row.at,
    from: tierOrNull(catalog, membership.portfolio, row.from_tier),
    to: tierOrNull(catalog, membership.portfolio, row.to_tier),
  });
}
