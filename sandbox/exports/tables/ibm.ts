import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';
import type { Fund } from './fund-requests.ts';

const TRACKS = ['Sell', 'Build', 'Service'] as const;
const LEVELS = ['Registered', 'Silver', 'Gold', 'Platinum'] as const;

/** The partner's level, the one that the next evaluation would give, and the tracks it takes towards it `[ibm.md 7]`. */
export function ibmMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const random = new SeededRandom(`${seed}:exports:ibm:membership:${partner.index}`);
  const level = 1 + (partner.index % 3);
  const expected = Math.min(LEVELS.length - 1, Math.max(0, level + random.int(-1, 1)));
  const row = {
    'Partner Name': partner.name,
    'Partner ID': partnerNumber,
    Country: partner.country,
    Program: 'IBM Partner Plus',
    Tracks: TRACKS.filter((track) => track === 'Sell' || random.chance(0.5)).join('; '),
    'Current Level': LEVELS[level] ?? 'Registered',
    'Expected Level': LEVELS[expected] ?? 'Registered',
    'Level Since': day(asOf - random.int(20, 600) * DAY),
    'Next Evaluation': day(asOf + random.int(10, 180) * DAY),
    'Report Date': day(asOf),
  };
  return tableOf('Program Requirements', Object.keys(row), [row]);
}

/** Kinds of support that Partner Plus names `[ibm.md 7]`. */
const KINDS = [
  ['Co-marketing', 'Regional co-marketing'],
  ['SaaS resale incentive', 'SaaS resale incentive'],
  ['Quarterly rebate', 'Competency rebate'],
  ['Business development fund', 'Business development fund'],
  ['Cloud credits', 'Technology Zone cloud credits'],
] as const;
const STATES = ['Available', 'Requested', 'Approved', 'Claimed', 'Paid', 'Rejected'] as const;
const ROWS = 7;

/** An incentive before it is a row. */
export interface Incentive extends Fund {
  readonly kind: string;
  readonly name: string;
  readonly state: string;
}

/** The partner's incentives, as its requests for their money know them. */
export function ibmIncentives({ seed, partner, asOf }: TableOrder): Incentive[] {
  return Array.from({ length: ROWS }, (_, at) => {
    const random = new SeededRandom(`${seed}:exports:ibm:benefit:${partner.index}:${at}`);
    const [kind, name] = KINDS[at % KINDS.length] ?? KINDS[0];
    const total = random.int(5, 300) * 240;
    const used = Math.round(total * random.pick([0, 0.25, 0.6, 1]));
    const ends = asOf + random.int(-25, 200) * DAY;
    const id = `INC-${partner.index}-${String(at + 1).padStart(3, '0')}`;
    const state = random.pick(STATES);
    return { id, kind, name, state, currency: 'USD', total, used, ends, claimBy: ends + 60 * DAY };
  });
}

/** The partner's incentives, co-marketing money and credits. */
export function ibmBenefits(order: TableOrder): Table {
  const rows = ibmIncentives(order).map(({ id, kind, name, state, currency, total, used, ends, claimBy }) => ({
    'Incentive ID': id,
    Incentive: name,
    Category: kind,
    Status: state,
    'Amount Granted': amount(total),
    'Amount Used': amount(used),
    'Amount Left': amount(total - used),
    Currency: currency,
    'Start Date': day(ends - 180 * DAY),
    'End Date': day(ends),
    'Claim By': day(claimBy),
    'Report Date': day(order.asOf),
  }));
  return tableOf('Incentives', Object.keys(rows[0] ?? {}), rows);
}
