import { customersOf } from '../../kernel/customers.ts';
import { sandboxPartner } from '../../kernel/partners.ts';
import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

/** No status word of today is known: these are modelled. */
const STATES = ['Submitted', 'In Review', 'Approved', 'Approved', 'Approved', 'Declined', 'Won', 'Lost'] as const;

/** Reasons for a refusal that have been published `[dell.md 4]`. */
const REASONS = [
  'Already registered by another partner',
  'Already worked by direct sales',
  'Below the minimum value',
  'Not net-new',
] as const;

/** Lines of business and a product of each. */
const LINES = [
  ['Server', 'PowerEdge rack servers'],
  ['Storage', 'PowerStore arrays'],
  ['Client', 'Latitude notebooks; docking stations'],
  ['Data Protection', 'PowerProtect appliances'],
] as const;

const DISTRIBUTOR = 3;

/** How long an approved registration holds; today's figure is not published, so this one is made up. */
const TERM_DAYS = 180;

/** The number of a partner's n-th registration, from 1: a distributor's bid for the same deal carries it too. */
export function dellDealId(partner: number, n: number): string {
  return String(30_000_000 + partner * 100_000 + n);
}

const DEAL_COLUMNS = [
  'Deal Registration ID',
  'Registration Name',
  'Status',
  'Decline Reason',
  'End Customer',
  'End Customer Country',
  'End Customer City',
  'End Customer Website',
  'Line of Business',
  'Products',
  'Estimated Revenue',
  'Currency',
  'Submitted Date',
  'Approved Date',
  'Expiration Date',
  'Expected Close Date',
  'Distributor',
  'Report Date',
] as const;

/** The partner's deal registrations. The columns follow the form's common fields `[dell.md 4]`. */
export function dellDeals({ seed, partner, asOf, deals }: TableOrder): Table {
  const customers = customersOf(seed, partner.index);
  // The third partner is the distributor, which buys from nobody but the vendor.
  const distributor = partner.index === DISTRIBUTOR ? null : sandboxPartner(DISTRIBUTOR).name;
  const rows = Array.from({ length: deals }, (_, at) => {
    const n = at + 1;
    const random = new SeededRandom(`${seed}:exports:dell:deal:${partner.index}:${n}`);
    const customer = customers[n % customers.length];
    const [line, products] = random.pick(LINES);
    const submitted = asOf - random.int(1, 260) * DAY;
    const decided = submitted + random.int(1, 6) * DAY;
    const state = decided > asOf ? 'Submitted' : random.pick(STATES);
    const isGranted = ['Approved', 'Won', 'Lost'].includes(state);
    const ends = decided + TERM_DAYS * DAY;
    return {
      'Deal Registration ID': dellDealId(partner.index, n),
      'Registration Name': `${line} for ${customer?.city ?? ''}`,
      Status: state === 'Approved' && ends < asOf ? 'Expired' : state,
      'Decline Reason': state === 'Declined' ? random.pick(REASONS) : null,
      'End Customer': customer?.name ?? null,
      'End Customer Country': customer?.country ?? null,
      'End Customer City': customer?.city ?? null,
      'End Customer Website': customer?.website ?? null,
      'Line of Business': line,
      Products: products,
      'Estimated Revenue': amount(random.int(40, 9000) * 37.5),
      Currency: partner.country === 'US' ? 'USD' : 'EUR',
      'Submitted Date': day(submitted),
      'Approved Date': isGranted ? day(decided) : null,
      'Expiration Date': isGranted ? day(ends) : null,
      'Expected Close Date': day(submitted + random.int(40, 200) * DAY),
      Distributor: random.chance(0.4) ? distributor : null,
      'Report Date': day(asOf),
    };
  });
  return tableOf('Deal Registrations', DEAL_COLUMNS, rows);
}
