import { parseNodeId, type CodedNodeKind } from '../../platform/ids/node-id.ts';
import { programKey, tierKey, type ProgramTier, type VendorProgram } from '../../platform/vendor/catalog-key.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';

export { programKey, tierKey };

/** A program with the vendor whose it is. */
export type CatalogProgram = VendorProgram;

/** A tier with the program whose it is. */
export type CatalogTier = ProgramTier;

/** The programs of a vendor, in the order its workshop tells them; none for a vendor that is not in the registry. */
export function programsOf(directory: VendorDirectory, vendor: string): CatalogProgram[] {
  return (directory.facts(vendor)?.programs ?? []).map((facts) => ({ vendor, facts }));
}

/** The tiers of a program, lowest first within each portfolio. */
export function tiersOf(program: CatalogProgram): CatalogTier[] {
  return program.facts.tiers.map((facts) => ({ program, facts }));
}

/** Keys of every program that is known. */
export function knownProgramKeys(directory: VendorDirectory): string[] {
  return directory.all.flatMap((vendor) => programsOf(directory, vendor.id).map(programKey));
}

function codedKey(kind: CodedNodeKind, id: string): string | null {
  const parsed = parseNodeId(id);
  return parsed?.kind === kind ? parsed.key : null;
}

/** The program that a node id names; null for an id of another kind, and for a program nobody knows. */
export function programOfId(directory: VendorDirectory, id: string): CatalogProgram | null {
  const key = codedKey('Program', id);
  return key === null ? null : directory.programByKey(key);
}

/** The tier that a node id names; null for an id of another kind, and for a tier nobody knows. */
export function tierOfId(directory: VendorDirectory, id: string): CatalogTier | null {
  const key = codedKey('Tier', id);
  return key === null ? null : directory.tierByKey(key);
}

/**
 * The tier that a code means in a portfolio: the portfolio's own; else the one of the program as a whole; else, where
 * the source tells no portfolio, the only one of that code.
 * @returns null for a code that the program's facts don't have
 */
export function tierByCode(program: CatalogProgram, portfolio: string | null, code: string): CatalogTier | null {
  const sameCode = tiersOf(program).filter((tier) => tier.facts.code === code);
  const exact = sameCode.find((tier) => tier.facts.portfolio === portfolio);
  const ofProgram = sameCode.find((tier) => tier.facts.portfolio === null);
  const only = portfolio === null && sameCode.length === 1 ? sameCode[0] : undefined;
  return exact ?? ofProgram ?? only ?? null;
}

/** The tiers of one portfolio, lowest first; with null those of the program as a whole. */
export function ladderOf(program: CatalogProgram, portfolio: string | null): CatalogTier[] {
  return tiersOf(program).filter(({ facts }) => facts.portfolio === portfolio);
}

/** Its place on its ladder, from 1 for the lowest. A program with portfolios has a ladder for each. */
export function rankOf(tier: CatalogTier): number {
  const ladder = ladderOf(tier.program, tier.facts.portfolio);
  return ladder.findIndex((step) => step.facts.code === tier.facts.code) + 1;
}

/** The tiers of a ladder up to one, that one included, lowest first. */
export function upTo(tier: CatalogTier): CatalogTier[] {
  return ladderOf(tier.program, tier.facts.portfolio).filter((step) => rankOf(step) <= rankOf(tier));
}

/** The ladder that a membership climbs: its portfolio's, or the program's where the portfolio has none. */
export function ladderOfMembership(program: CatalogProgram, portfolio: string | null): CatalogTier[] {
  const own = ladderOf(program, portfolio);
  return own.length > 0 ? own : ladderOf(program, null);
}

/**
 * The tier above the present one; the lowest for a member without a tier, or with one of another ladder.
 * @param present code of the tier that the vendor tells; null where it tells none
 * @returns null on the highest step, and where there is no ladder
 */
export function nextTier(
  program: CatalogProgram,
  portfolio: string | null,
  present: string | null,
): CatalogTier | null {
  const ladder = ladderOfMembership(program, portfolio);
  const tier = present === null ? null : tierByCode(program, portfolio, present);
  const at = tier === null ? -1 : ladder.findIndex((step) => tierKey(step) === tierKey(tier));
  return ladder[at + 1] ?? null;
}
