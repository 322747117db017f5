import { SeededRandom } from '../../kernel/random.ts';
import { DAY } from '../dates.ts';
import { dealIdOf, quoteIdOf } from '../deals/seed-deals.ts';
import type { DealSeed } from '../deals/seed-deals.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

/** Made-up items: number, description, list price in dollars, and whether it is a subscription. */
const ITEMS: ReadonlyArray<readonly [id: string, description: string, price: number, isSubscription: boolean]> = [
  ['SBX-SW48-P', '48-port access switch, PoE', 6_480, false],
  ['SBX-SW24-F', '24-port fibre switch', 9_310.5, false],
  ['SBX-AP-6E', 'Indoor access point', 1_129.95, false],
  ['SBX-FW-2130', 'Firewall appliance', 14_760, false],
  ['SBX-RTR-8200', 'Branch router', 4_215.2, false],
  ['SBX-SUB-NET-ADV', 'Network subscription, advantage', 38.4, true],
  ['SBX-SUB-SEC-ESS', 'Security subscription, essentials', 52.75, true],
];

const NAME_VALUES: readonly JsonObject[] = [
  { QuantityChange: '0', LineChangeType: 'NO_CHANGE', QuantityChangeType: 'NONE' },
  { QuantityChange: '5', LineChangeType: 'CHANGE', QuantityChangeType: 'INCREASE' },
  { QuantityChange: '0', LineChangeType: 'ADD', QuantityChangeType: 'NONE' },
];

const money = (amount: number): string => amount.toFixed(2);
const isoDate = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

function subscriptionPart(random: SeededRandom, amount: number, startedAt: number): JsonObject {
  const start = startedAt + random.int(5, 40) * DAY;
  return {
    AdditionalItemInfo: 'SUBSCRIPTION',
    RemainingTerm: String(random.int(1, 36)),
    BillingAmountNetChange: money(amount),
    ContractAmountNetChange: money(amount * 12),
    CurrentBillingAmount: money(0),
    NewBillingAmount: money(amount),
    RequestedStartDate: isoDate(start),
    XaaSEndDate: isoDate(start + 365 * DAY),
  };
}

function line(random: SeededRandom, at: number, startedAt: number): JsonObject {
  const [itemId, description, price, isSubscription] = random.pick(ITEMS);
  const quantity = random.int(1, 40);
  const amount = Math.round(price * quantity * 100) / 100;
  return {
    lineNumber: `${at}.0`,
    itemId,
    description,
    quantity: String(quantity),
    unitPrice: money(price),
    extendedAmount: money(amount),
    nameValues: {
      ...random.pick(NAME_VALUES),
      ItemCategoryClassification: isSubscription ? 'SUBSCRIPTION' : 'HARDWARE',
    },
    ciscoLine: isSubscription ? subscriptionPart(random, amount, startedAt) : { AdditionalItemInfo: 'HARDWARE' },
  };
}

function quote(owner: DealSeed, n: number, id: string, status: string): JsonObject {
  const random = new SeededRandom(`${owner.seed}:cisco:quote:${id}`);
  const lines = Array.from({ length: random.int(1, 6) }, (_, at) => line(random, at + 1, owner.startedAt));
  const total = lines.reduce((sum, { extendedAmount }) => sum + Number(extendedAmount), 0);
  const dealTotal: Json = money(total);
  return { quoteId: id, dealId: dealIdOf(owner.partner, n), status, currency: 'USD', dealTotal, lines };
}

/** The quotes of a partner's n-th deal: the one the deal names, and for some deals one or two drafts more. */
export function seedQuotes(owner: DealSeed, n: number): readonly JsonObject[] {
  const random = new SeededRandom(`${owner.seed}:cisco:quotes:${owner.partner}:${n}`);
  const first = quote(owner, n, quoteIdOf(owner.partner, n), random.chance(0.4) ? 'ORDERED' : 'APPROVED');
  const drafts = random.chance(0.4) ? random.int(1, 2) : 0;
  const others = Array.from({ length: drafts }, (_, at) =>
    quote(owner, n, String(50_000_000_000 + (owner.partner * 100_000 + n) * 10 + at), 'DRAFT'),
  );
  return [first, ...others];
}

/** The place of the deal that a seeded quote number belongs to; a made-up number gives a place that holds nothing. */
export function placeOfQuote(partner: number, quoteId: string): number {
  const number = Number(quoteId);
  const joined = number >= 50_000_000_000 ? Math.floor((number - 50_000_000_000) / 10) : number - 4_700_000_000;
  return joined - partner * 100_000;
}
