import { customersOf } from '../../kernel/customers.ts';
import type { SandboxCustomer } from '../../kernel/customers.ts';
import { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { seedProducts } from './seed-products.ts';

const DAY = 86_400_000;

/** Whose special bids the distributor carries, and how each vendor numbers them. The n-th deal's place says which. */
const BIDS: ReadonlyArray<{ readonly vendor: string; readonly idOf: (partner: number, n: number) => string }> = [
  { vendor: 'Lenovo', idOf: (partner, n) => `LNV-${partner}-${String(n).padStart(5, '0')}` },
  // Cisco's and Dell's are the numbers under which the vendors themselves know the n-th deal of the partner.
  { vendor: 'Cisco', idOf: (partner, n) => String(70_000_000 + partner * 100_000 + n) },
  { vendor: 'Cisco', idOf: (partner, n) => String(70_000_000 + partner * 100_000 + n) },
  { vendor: 'Dell', idOf: (partner, n) => String(30_000_000 + partner * 100_000 + n) },
  // Numbers with a blank in them occur: they have to be encoded in a path.
  { vendor: 'IBM', idOf: (partner, n) => `SB ${String(partner).padStart(4, '0')} ${String(n).padStart(5, '0')}` },
];

const CURRENCIES: Readonly<Record<string, string>> = { CH: 'CHF', US: 'USD', CA: 'CAD', GB: 'GBP' };

export interface DealSeed {
  readonly seed: number;
  /** The partner's index, from 1. */
  readonly partner: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Countries in which the partner has an account, its own first. */
  readonly countries: readonly string[];
}

/** A seeded deal, and the country of the account it hangs off. */
export interface SeededDeal {
  readonly country: string;
  readonly id: string;
  readonly document: JsonObject;
}

/** A day without time and zone: `2026-03-31T00:00:00`. */
function localMidnight(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 10)}T00:00:00`;
}

function endUserInfo(customer: SandboxCustomer): JsonObject {
  const host = new URL(customer.website).hostname.replace('www.', '');
  return {
    contact: 'Purchasing',
    name1: customer.name,
    name2: null,
    companyName: customer.name,
    addressLine1: 'Industrial Park 1',
    addressLine2: null,
    addressLine3: null,
    addressLine4: null,
    city: customer.city,
    state: customer.state,
    postalCode: customer.postalCode,
    countryCode: customer.country,
    phoneNumber: null,
    email: `purchasing@${host}`,
  };
}

/** The partner's n-th deal, from 1: a price that the vendor granted for one end user. There is no status. */
export function seedDeal(owner: DealSeed, n: number): SeededDeal {
  const { seed, partner, startedAt, countries } = owner;
  const random = new SeededRandom(`${seed}:ingram:deal:${partner}:${n}`);
  const customers = customersOf(seed, partner);
  const customer = customers[n % customers.length];
  const bid = BIDS[n % BIDS.length];
  if (!customer || !bid) throw new RangeError(`deal ${n} has no customer or no vendor`);
  const country = countries.find((code) => code === customer.country) ?? countries[0] ?? customer.country;
  const received = startedAt - random.int(1, 120) * DAY;
  const expires = received + random.pick([60, 90, 120]) * DAY;
  const id = bid.idOf(partner, n);
  const dates = { startDate: localMidnight(received), expirationDate: localMidnight(expires) };
  const products = seedProducts(random, bid.vendor, dates);
  const extendedMsrp =
    products.reduce((sum, { extendedMSRP }) => sum + Math.round(Number(extendedMSRP) * 100), 0) / 100;
  const document: JsonObject = {
    dealId: id,
    version: random.int(1, 3),
    endUser: customer.name,
    vendor: bid.vendor,
    extendedMsrp,
    dealReceivedOn: localMidnight(received),
    dealExpiryDate: localMidnight(expires),
    priceProtectionEndDate: localMidnight(expires - random.int(0, 2) * 7 * DAY),
    currencyCode: CURRENCIES[country] ?? 'EUR',
    endUserInfo: endUserInfo(customer),
    products,
  };
  return { country, id, document };
}
