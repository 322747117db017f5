import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Row, Table } from '../table.ts';
import type { Fund } from './fund-requests.ts';

const DESIGNATIONS = [
  'Business Applications',
  'Data & AI (Azure)',
  'Digital & App Innovation (Azure)',
  'Infrastructure (Azure)',
  'Modern Work',
  'Security',
] as const;

/** From this many points of 100 on the designation is attained `[program-rules.md 5]`. */
const ATTAINED_FROM = 70;

/** One row a solution area: the capability score with its three parts, and the designation if it is attained. */
export function microsoftMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const rows = DESIGNATIONS.map((designation) => {
    const random = new SeededRandom(`${seed}:exports:microsoft:membership:${partner.index}:${designation}`);
    const [performance, skilling, success] = [random.int(4, 30), random.int(10, 40), random.int(6, 30)] as const;
    const isAttained = performance + skilling + success >= ATTAINED_FROM;
    const since = asOf - random.int(10, 355) * DAY;
    return {
      'Partner Name': partner.name,
      'MPN ID': partnerNumber,
      'Solutions Partner Designation': designation,
      Status: isAttained ? 'Attained' : 'Not attained',
      'Partner Capability Score': performance + skilling + success,
      Performance: performance,
      Skilling: skilling,
      'Customer Success': success,
      'Attained On': isAttained ? day(since) : null,
      'Anniversary Date': isAttained ? day(since + 365 * DAY) : null,
      'As Of': day(asOf),
    };
  });
  return tableOf('Designations', Object.keys(rows[0] ?? {}), rows);
}

const BENEFIT_COLUMNS = [
  'Benefit ID',
  'Benefit Name',
  'Benefit Type',
  'Status',
  'Total Quantity',
  'Used Quantity',
  'Unit',
  'Total Amount',
  'Used Amount',
  'Currency',
  'Start Date',
  'Expiration Date',
  'Claim Deadline',
  'As Of',
] as const;

/** Counted benefits: name, type, unit and how many. */
const COUNTED = [
  ['Microsoft 365 E5 seats', 'Software', 'Seats', 50],
  ['Visual Studio Enterprise subscriptions', 'Software', 'Seats', 15],
  ['Technical presales advisory hours', 'Support', 'Hours', 40],
  ['Signature cloud support incidents', 'Support', 'Incidents', 20],
] as const;

/** The states of a co-op claim `[microsoft.md 9]`. */
const CLAIM_STATES = ['Editing', 'Submitted', 'Under review', 'Action required', 'Approved', 'Rejected'] as const;

function counted(order: TableOrder): Row[] {
  return COUNTED.map(([name, type, unit, total], at) => {
    const random = new SeededRandom(`${order.seed}:exports:microsoft:benefit:${order.partner.index}:${name}`);
    const ends = order.asOf + random.int(-20, 330) * DAY;
    return {
      'Benefit ID': `BEN-${order.partner.index}-${at + 1}`,
      'Benefit Name': name,
      'Benefit Type': type,
      Status: ends < order.asOf ? 'Expired' : 'Available',
      'Total Quantity': total,
      'Used Quantity': random.int(0, total),
      Unit: unit,
      'Start Date': day(ends - 365 * DAY),
      'Expiration Date': day(ends),
      'As Of': day(order.asOf),
    };
  });
}

/** An amount of money that a partner was given, before it is a row. */
export interface PartnerMoney extends Fund {
  readonly name: string;
  readonly type: 'Azure credit' | 'Co-op';
  readonly state: string;
}

/** Azure credit and the co-op funds of the last half-years, which are forfeited when they are not claimed in time. */
export function microsoftMoney({ seed, partner, asOf }: TableOrder): PartnerMoney[] {
  return ['Azure bulk credit', 'Co-op funds 1', 'Co-op funds 2', 'Co-op funds 3'].map((name, at) => {
    const random = new SeededRandom(`${seed}:exports:microsoft:funds:${partner.index}:${at}`);
    const total = random.int(20, 180) * 100;
    const ends = asOf + (at === 0 ? random.int(60, 300) : 30 + at * 60 - 90) * DAY;
    const state = at === 0 ? 'Available' : random.pick(CLAIM_STATES);
    const used = (total * random.int(0, 100)) / 100;
    const id = `FND-${partner.index}-${at + 1}`;
    const type = at === 0 ? 'Azure credit' : 'Co-op';
    return { id, name, type, state, currency: 'USD', total, used, ends, claimBy: ends + 45 * DAY };
  });
}

function funds(order: TableOrder): Row[] {
  return microsoftMoney(order).map(({ id, name, type, state, currency, total, used, ends, claimBy }) => ({
    'Benefit ID': id,
    'Benefit Name': name,
    'Benefit Type': type,
    Status: state,
    'Total Amount': amount(total),
    'Used Amount': amount(used),
    Currency: currency,
    'Start Date': day(ends - 180 * DAY),
    'Expiration Date': day(ends),
    'Claim Deadline': type === 'Co-op' ? day(claimBy) : null,
    'As Of': day(order.asOf),
  }));
}

/** Software, support, credit and co-op funds. */
export function microsoftBenefits(order: TableOrder): Table {
  return tableOf('Benefits', BENEFIT_COLUMNS, [...counted(order), ...funds(order)]);
}
