import { customersOf } from '../../kernel/customers.ts';
import { sandboxPartner } from '../../kernel/partners.ts';
import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

/** The first three words are historic `[ibm.md 7]`; those of a decision are modelled. */
const UNDECIDED = ['Draft', 'Submitted for Eligibility', 'IBM Review'] as const;
const DECIDED = ['Approved', 'Approved', 'Approved', 'Rejected', 'Won', 'Lost'] as const;

const OFFERS = [
  ['Storage refresh', 'Storage FlashSystem'],
  ['Automation rollout', 'Cloud Pak for Business Automation'],
  ['Data platform', 'Db2; watsonx.data'],
  ['Threat detection', 'Security Guardium'],
] as const;

const DISTRIBUTOR = 3;

/** Historic: a special bid was valid for 120 days after approval, in 2008. Today's figure is not published. */
const TERM_DAYS = 120;

const DEAL_COLUMNS = [
  'Opportunity Number',
  'Opportunity Name',
  'Registration Status',
  'Client Name',
  'Client Country',
  'Client City',
  'Product',
  'Estimated Value',
  'Currency',
  'Submitted On',
  'Decision On',
  'Valid Until',
  'Expected Decision Date',
  'Distributor',
  'Report Date',
] as const;

/** The partner's opportunity registrations. A draft has not been submitted yet. */
export function ibmDeals({ seed, partner, asOf, deals }: TableOrder): Table {
  const customers = customersOf(seed, partner.index);
  // The third partner is the distributor, which buys from nobody but the vendor.
  const distributor = partner.index === DISTRIBUTOR ? null : sandboxPartner(DISTRIBUTOR).name;
  const rows = Array.from({ length: deals }, (_, at) => {
    const n = at + 1;
    const random = new SeededRandom(`${seed}:exports:ibm:deal:${partner.index}:${n}`);
    const customer = customers[n % customers.length];
    const [name, product] = random.pick(OFFERS);
    const submitted = asOf - random.int(1, 220) * DAY;
    const decided = submitted + random.int(1, 10) * DAY;
    const isDecided = decided <= asOf && random.chance(0.75);
    const state = isDecided ? random.pick(DECIDED) : random.pick(UNDECIDED);
    const ends = decided + TERM_DAYS * DAY;
    const isGranted = isDecided && state !== 'Rejected';
    return {
      'Opportunity Number': `OPP-${String(partner.index).padStart(3, '0')}${String(n).padStart(6, '0')}`,
      'Opportunity Name': `${name}, ${customer?.city ?? ''}`,
      'Registration Status': state === 'Approved' && ends < asOf ? 'Expired' : state,
      'Client Name': customer?.name ?? null,
      'Client Country': customer?.country ?? null,
      'Client City': customer?.city ?? null,
      Product: product,
      'Estimated Value': amount(random.int(60, 5200) * 52.25),
      Currency: 'USD',
      'Submitted On': state === 'Draft' ? null : day(submitted),
      'Decision On': isDecided ? day(decided) : null,
      'Valid Until': isGranted ? day(ends) : null,
      'Expected Decision Date': day(submitted + random.int(30, 180) * DAY),
      Distributor: random.chance(0.5) ? distributor : null,
      'Report Date': day(asOf),
    };
  });
  return tableOf('Opportunities', DEAL_COLUMNS, rows);
}
