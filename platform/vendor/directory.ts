import type { CapabilityArea, Support, Transport } from '../records/vocabulary.ts';
import { CAPABILITY_AREAS } from '../records/vocabulary.ts';
import type { ProgramFacts, QuotaFacts, VendorFacts, VendorWorkshop } from './contract.ts';

export interface CapabilityFacts {
  readonly area: CapabilityArea;
  readonly read: Support;
  readonly write: Support;
  readonly transport: Transport;
  readonly note: string | null;
}

/** What the graph may know of the vendors: facts and what follows from the feeds. No session, no credentials. */
export interface VendorDirectory {
  readonly all: readonly VendorFacts[];
  has(vendor: string): boolean;
  facts(vendor: string): VendorFacts | null;
  /** The vendor's name, or its code where it is not (or no longer) in the registry. */
  nameOf(vendor: string): string;
  capabilities(vendor: string): readonly CapabilityFacts[];
  capability(vendor: string, area: CapabilityArea): CapabilityFacts;
  program(vendor: string, code: string): ProgramFacts | null;
  /** Call budgets in force, by bucket: the vendor's, unless configuration says otherwise. */
  quotas(vendor: string): Readonly<Record<string, QuotaFacts>>;
}

type Workshop = Pick<VendorWorkshop, 'facts' | 'feeds'>;

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
    write: 'NONE',
    transport: best?.transport ?? 'PORTAL',
    note: workshop.facts.notes[area] ?? null,
  };
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
  const none = (area: CapabilityArea): CapabilityFacts => ({
    area,
    read: 'NONE',
    write: 'NONE',
    transport: 'PORTAL',
    note: null,
  });
  return {
    all: workshops.map((workshop) => workshop.facts).filter((facts) => !facts.isSharedSource),
    has: (vendor) => byId.has(vendor),
    facts: (vendor) => byId.get(vendor)?.facts ?? null,
    nameOf: (vendor) => byId.get(vendor)?.facts.name ?? vendor,
    capabilities: (vendor) => capabilities.get(vendor) ?? [],
    capability: (vendor, area) => capabilities.get(vendor)?.find((found) => found.area === area) ?? none(area),
    program: (vendor, code) => byId.get(vendor)?.facts.programs.find((program) => program.code === code) ?? null,
    quotas: (vendor) => ({ ...byId.get(vendor)?.facts.quotas, ...quotaOverrides[vendor] }),
  };
}
