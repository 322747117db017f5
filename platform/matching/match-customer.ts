import { readDuns } from './duns.ts';
import { readFirmName, type FirmName } from './firm-name.ts';
import { foldUmlauts } from './fold-letters.ts';
import { readWebsiteHost } from './website-host.ts';

/** A customer as somebody wrote it down. */
export interface CustomerText {
  readonly name: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly website: string | null;
  readonly duns: string | null;
}

/** The same, read once: what customers are compared by. */
export interface CustomerKeys {
  readonly name: FirmName | null;
  readonly country: string | null;
  readonly host: string | null;
  readonly duns: string | null;
}

export const MATCH_REASONS = ['duns', 'website', 'name', 'country'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** How sure it is that two customers are one firm. */
export interface CustomerMatch {
  /** 0 to 1 with at most three decimals; nothing in common is 0. */
  readonly score: string;
  /** What agrees; a country alone is no reason. */
  readonly matchedOn: readonly MatchReason[];
}

/** From here on it is the same firm for all practical purposes. */
export const SAME_FIRM_SCORE = 0.8;

/** Below this a match is not worth a person's time. */
export const POSSIBLE_FIRM_SCORE = 0.5;

/** How much each agreement tells, between 0 and 1. */
const WEIGHTS: Readonly<Record<MatchReason, number>> = { duns: 0.95, website: 0.8, name: 0.8, country: 0.25 };

/** What is left of a score when two numbers or countries are both told and differ. */
const OTHER_DUNS = 0.4;
const OTHER_COUNTRY = 0.75;

/** Names that are equal but for the spelling of umlauts. */
const RESPELLED = 0.97;

/** A name that begins with the other: worth something, and the more the less is added. */
const BEGINS_WITH = { least: 0.4, most: 0.8, shortest: 4 } as const;

/** Reads what a customer is compared by. */
export function customerKeys(customer: CustomerText): CustomerKeys {
  return {
    name: customer.name === null ? null : readFirmName(customer.name),
    country: customer.country,
    host: customer.website === null ? null : readWebsiteHost(customer.website),
    duns: customer.duns === null ? null : readDuns(customer.duns),
  };
}

/** Keys of the whole name and of each of its beginnings that is long enough to tell something. */
export function nameBeginnings(name: FirmName): string[] {
  const beginnings = name.words.map((_word, at) => foldUmlauts(name.words.slice(0, at + 1).join('')));
  return [...new Set([name.key, ...beginnings.filter((key) => key.length >= BEGINS_WITH.shortest)])];
}

/** Two names: 1 for the same, less for one that begins with the other at the end of a word, 0 for others. */
export function nameSimilarity(left: FirmName, right: FirmName): number {
  if (left.text === right.text) return 1;
  if (left.key === right.key) return RESPELLED;
  const [short, long] = left.key.length < right.key.length ? [left, right] : [right, left];
  if (short.key.length < BEGINS_WITH.shortest || !nameBeginnings(long).includes(short.key)) return 0;
  return BEGINS_WITH.least + (BEGINS_WITH.most - BEGINS_WITH.least) * (short.key.length / long.key.length);
}

/** What each agreement is worth here: 0 where something is not told or differs. */
function agreements(left: CustomerKeys, right: CustomerKeys): Readonly<Record<MatchReason, number>> {
  const same = (one: string | null, other: string | null): number => (one !== null && one === other ? 1 : 0);
  return {
    duns: WEIGHTS.duns * same(left.duns, right.duns),
    website: WEIGHTS.website * same(left.host, right.host),
    name: left.name && right.name ? WEIGHTS.name * nameSimilarity(left.name, right.name) : 0,
    country: WEIGHTS.country * same(left.country, right.country),
  };
}

function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/**
 * Compares two customers; it makes no difference which comes first. Agreements add up as independent hints: each leaves
 * less doubt.
 */
export function matchCustomers(left: CustomerKeys, right: CustomerKeys): CustomerMatch {
  const worth = agreements(left, right);
  const matchedOn = MATCH_REASONS.filter((reason) => worth[reason] > 0);
  if (matchedOn.every((reason) => reason === 'country')) return { score: '0', matchedOn: [] };
  let doubt = 1;
  for (const reason of matchedOn) doubt *= 1 - worth[reason];
  let score = 1 - doubt;
  if (differ(left.duns, right.duns)) score *= OTHER_DUNS;
  if (differ(left.country, right.country)) score *= OTHER_COUNTRY;
  return { score: String(Number(score.toFixed(3))), matchedOn };
}
