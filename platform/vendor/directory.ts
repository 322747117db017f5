import type { CapabilityArea, Support, Transport } from '../records/vocabulary.ts';
import { CAPABILITY_AREAS } from '../records/vocabulary.ts';
import { programKey, tierKey, type ProgramTier, type VendorProgram } from './catalog-key.ts';
import type { WorkshopWrites } from './write-contract.ts';
import type { FeedFacts, ProgramFacts, QuotaFacts, VendorFacts, VendorWorkshop } from './contract.ts';

export interface CapabilityFacts {
  readonly area: CapabilityArea;
  readonly read: Support;
  readonly write: Support;
  readonly transport: Transport;
  readonly note: string | null;
}

/** A feed, and whose connection it comes over. */
export interface FeedPlace extends FeedFacts {
  /** Code that a connection bears which brings it: the workshop's, but for files, which come over their vendor's own. */
  readonly source: string;
  /** Code of the vendor whose records it brings. */
  readonly vendor: string;
}

/** What the graph may know of the vendors: facts and what follows from the feeds. No session, no credentials. */
export interface VendorDirectory {
  readonly all: readonly VendorFacts[];
  /** Every feed of every workshop, in the registry's order. */
  readonly feeds: readonly FeedPlace[];
  /** Whether anything is read over connections of this code; nothing is where all there is are files, or no feeds. */
  isPulled(source: string): boolean;
  has(vendor: string): boolean;
  facts(vendor: string): VendorFacts | null;
  /** The vendor's name, or its code where it is not (or no longer) in the registry. */
  nameOf(vendor: string): string;
  capabilities(vendor: string): readonly CapabilityFacts[];
  capability(vendor: string, area: CapabilityArea): CapabilityFacts;
  program(vendor: string, code: string): ProgramFacts | null;
  /** The program that a key like `aws/apn` names; null for one that nobody knows (any more). */
  programByKey(key: string): VendorProgram | null;
  /** The tier that a key like `aws/apn/-/select` names; null for one that nobody knows (any more). */
  tierByKey(key: string): ProgramTier | null;
  /** How changes are brought to the vendor: forms and facts, no session. Null where it takes none. */
  writes(vendor: string): VendorForms | null;
  /** Call budgets in force, by bucket: the vendor's, unless configuration says otherwise. */
  quotas(vendor: string): Readonly<Record<string, QuotaFacts>>;
}

/** The side of a vendor's writes that needs no session. */
export type VendorForms = Omit<WorkshopWrites, 'open'>;

type Workshop = Pick<VendorWorkshop, 'facts' | 'feeds'> & { readonly writes?: VendorForms };

/** FULL if any change of the area is wholly taken, PARTIAL if some of one is, by API or with a form for the portal. */
function writeSupport(workshop: Workshop, area: CapabilityArea): Support {
  const taken = workshop.writes?.operations.filter((operation) => operation.area === area) ?? [];
  if (taken.length === 0) return 'NONE';
  return taken.some((operation) => operation.support === 'FULL') ? 'FULL' : 'PARTIAL';
}

/**
 * What can be done at a vendor in an area, read off the feeds that bring its records, its own and those of shared
 * sources: FULL if one brings the whole area, PARTIAL if one brings some; among equals its own. There is no other place
 * that says it.
 */
export function capabilityOf(workshop: Workshop, area: CapabilityArea, all: readonly Workshop[]): CapabilityFacts {
  const feeds = [workshop, ...all.filter((each) => each !== workshop)]
    .flatMap((each) => each.feeds.map((feed) => ({ ...feed, vendor: feed.vendor ?? each.facts.id })))
    .filter((feed) => feed.area === area || feed.tellsAlso?.includes(area))
    .filter((feed) => feed.vendor === workshop.facts.id);
  const best = feeds.find((feed) => feed.support === 'FULL') ?? feeds[0];
  return {
    area,
    read: best?.support ?? 'NONE',
    write: writeSupport(workshop, area),
    transport: best?.transport ?? 'PORTAL',
    note: workshop.facts.notes[area] ?? null,
  };
}

function feedPlaces({ facts, feeds }: Workshop): FeedPlace[] {
  return feeds.map((feed) => {
    const vendor = feed.vendor ?? facts.id;
    return { ...feed, vendor, source: feed.pulled === false ? vendor : facts.id };
  });
}

/**
 * The directory of all workshops in the registry.
 * @param quotaOverrides call budgets by vendor and bucket that replace the vendors' own, from configuration
 */
export function createVendorDirectory(
  workshops: readonly Workshop[],
  quotaOverrides: Readonly<Record<string, Readonly<Record<string, QuotaFacts>>>> = {},
): VendorDirectory {
  const byId = new Map(workshops.map((workshop) => [workshop.facts.id, workshop]));
  const capabilities = new Map(
    workshops.map((workshop) => [
      workshop.facts.id,
      CAPABILITY_AREAS.map((area) => capabilityOf(workshop, area, workshops)),
    ]),
  );
  const feeds = workshops.flatMap(feedPlaces);
  const pulled = new Set(feeds.filter((feed) => feed.pulled !== false).map(({ source }) => source));
  const programs = workshops.flatMap(({ facts }) =>
    facts.programs.map((program): VendorProgram => ({ vendor: facts.id, facts: program })),
  );
  const programsByKey = new Map(programs.map((program) => [programKey(program), program]));
  const tiers = programs.flatMap((program) => program.facts.tiers.map((facts): ProgramTier => ({ program, facts })));
  const tiersByKey = new Map(tiers.map((tier) => [tierKey(tier), tier]));
  const none = (area: CapabilityArea): CapabilityFacts => ({
    area,
    read: 'NONE',
    write: 'NONE',
    transport: 'PORTAL',
    note: null,
  });
  return {
    all: workshops.map((workshop) => workshop.facts).filter((facts) => !facts.isSharedSource),
    feeds,
    isPulled: (source) => pulled.has(source),
    has: (vendor) => byId.has(vendor),
    facts: (vendor) => byId.get(vendor)?.facts ?? null,
    nameOf: (vendor) => byId.get(vendor)?.facts.name ?? vendor,
    capabilities: (vendor) => capabilities.get(vendor) ?? [],
    capability: (vendor, area) => capabilities.get(vendor)?.find((found) => found.area === area) ?? none(area),
    program: (vendor, code) => byId.get(vendor)?.facts.programs.find((program) => program.code === code) ?? null,
    programByKey: (key) => programsByKey.get(key) ?? null,
    tierByKey: (key) => tiersByKey.get(key) ?? null,
    writes: (vendor) => byId.get(vendor)?.writes ?? null,
    quotas: (vendor) => ({ ...byId.get(vendor)?.facts.quotas, ...quotaOverrides[vendor] }),
  };
}
