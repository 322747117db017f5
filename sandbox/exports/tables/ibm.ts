import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

const TRACKS = ['Sell', 'Build', 'Service'] as const;
const LEVELS = ['Registered', 'Silver', 'Gold', 'Platinum'] as const;

/** One row a track: the level that is held, and the one that the next evaluation would give. */
export function ibmMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const rows = TRACKS.map((track) => {
    const random = new SeededRandom(`${seed}:exports:ibm:membership:${partner.index}:${track}`);
    const level = track === 'Sell' ? 1 + (partner.index % 3) : random.int(0, 2);
    const expected = Math.min(LEVELS.length - 1, Math.max(0, level + random.int(-1, 1)));
    return {
      'Partner Name': partner.name,
      'Partner ID': partnerNumber,
      Country: partner.country,
      Program: 'IBM Partner Plus',
      Track: track,
      'Current Level': LEVELS[level] ?? 'Registered',
      'Expected Level': LEVELS[expected] ?? 'Registered',
      'Level Since': day(asOf - random.int(20, 600) * DAY),
      'Next Evaluation': day(asOf + random.int(10, 180) * DAY),
      'Report Date': day(asOf),
    };
  });
  return tableOf('Program Requirements', Object.keys(rows[0] ?? {}), rows);
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

/** The partner's incentives, co-marketing money and credits. */
export function ibmBenefits({ seed, partner, asOf }: TableOrder): Table {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const random = new SeededRandom(`${seed}:exports:ibm:benefit:${partner.index}:${at}`);
    const [kind, name] = KINDS[at % KINDS.length] ?? KINDS[0];
    const total = random.int(5, 300) * 240;
    const used = Math.round(total * random.pick([0, 0.25, 0.6, 1]));
    const ends = asOf + random.int(-25, 200) * DAY;
    return {
      'Incentive ID': `INC-${partner.index}-${String(at + 1).padStart(3, '0')}`,
      Incentive: name,
      Category: kind,
      Status: random.pick(STATES),
      'Amount Granted': amount(total),
      'Amount Used': amount(used),
      'Amount Left': amount(total - used),
      Currency: 'USD',
      'Start Date': day(ends - 180 * DAY),
      'End Date': day(ends),
      'Claim By': day(ends + 60 * DAY),
      'Report Date': day(asOf),
    };
  });
  return tableOf('Incentives', Object.keys(rows[0] ?? {}), rows);
}
