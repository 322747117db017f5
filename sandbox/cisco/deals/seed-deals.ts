import { customersOf } from '../../kernel/customers.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { DAY, dealDate } from '../dates.ts';
import type { JsonObject } from '../../kernel/json.ts';

const PROJECTS = [
  'Campus refresh',
  'Branch routing',
  'Data centre fabric',
  'Wireless for the plant',
  'Firewall renewal',
  'Meeting rooms',
  'Zero trust rollout',
] as const;

/** Ninety-one days, as in the vendor's sample; how long a deal really holds is not documented. */
const TERM_DAYS = 91;

export interface DealSeed {
  readonly seed: number;
  /** The partner's index, from 1. */
  readonly partner: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The number of a partner's n-th deal, from 1: the same wherever the sandbox names that deal. */
export function dealIdOf(partner: number, n: number): string {
  return String(70_000_000 + partner * 100_000 + n);
}

/** The quote that the deal itself names. */
export function quoteIdOf(partner: number, n: number): string {
  return String(4_700_000_000 + partner * 100_000 + n);
}

/**
 * The n-th deal of a partner. Every one is `Approved`: no other status is documented. Some have ended already.
 * The name is built with the end customer's, since the answer has no field for the customer.
 */
export function seedDeal({ seed, partner, startedAt }: DealSeed, n: number): JsonObject {
  const random = new SeededRandom(`${seed}:cisco:deal:${partner}:${n}`);
  const customers = customersOf(seed, partner);
  const customer = customers[n % customers.length];
  const name = `${random.pick(PROJECTS)}, ${customer?.name ?? ''}`;
  const approved = startedAt - random.int(2, 170) * DAY;
  const ends = approved + TERM_DAYS * (random.chance(0.3) ? 2 : 1) * DAY;
  // Price protection ends with the deal or before it: two dates on purpose.
  const priceEnds = random.chance(0.5) ? ends : ends - random.int(1, 4) * 7 * DAY;
  return {
    dealId: dealIdOf(partner, n),
    dealName: name,
    dealStatus: 'Approved',
    dealApprovalDate: dealDate(approved),
    priceProtectionExpiryDate: dealDate(priceEnds),
    dealExpirationDate: dealDate(ends),
    quoteId: quoteIdOf(partner, n),
    quoteName: name,
    quoteStatus: 'Approved',
    quoteExpirationDate: dealDate(priceEnds),
    tryAndBuy: random.chance(0.1) ? 'YES' : 'NO',
  };
}
