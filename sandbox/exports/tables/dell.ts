import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

/** Tier by the partner's index, lowest to highest being Authorized, Gold, Platinum, Titanium, Titanium Black. */
const TIERS = ['Platinum', 'Gold', 'Titanium', 'Authorized', 'Titanium Black', 'Gold'] as const;
const COMPETENCIES = ['Server', 'Storage', 'Core Client', 'Data Protection'] as const;

/** The end of the program year, which runs from February to January. */
function programYearEnd(asOf: number): number {
  const date = new Date(asOf);
  return Date.UTC(date.getUTCFullYear() + (date.getUTCMonth() >= 1 ? 1 : 0), 0, 31);
}

/** The partner's tier and its competencies. */
export function dellMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const random = new SeededRandom(`${seed}:exports:dell:membership:${partner.index}`);
  const held = random.shuffle(COMPETENCIES).slice(0, random.int(1, 3));
  const row = {
    'Partner Name': partner.name,
    'Partner Account Number': partnerNumber,
    Country: partner.country,
    Program: 'Dell Technologies Partner Program',
    Tier: TIERS[(partner.index - 1) % TIERS.length] ?? 'Authorized',
    'Tier Effective Date': day(asOf - random.int(20, 400) * DAY),
    'Program Year End': day(programYearEnd(asOf)),
    Competencies: held.join(', '),
    'Account Manager': 'Robin Sample',
    'Account Manager E-mail': 'robin.sample@vendor.example',
    'Report Date': day(asOf),
  };
  return tableOf('Program Status', Object.keys(row), [row]);
}

const FUNDS = [
  ['Earned MDF', 'Accrual from revenue'],
  ['Proposal MDF', 'Customer event'],
  ['Business Development Fund', 'Joint campaign'],
  ['Rebate', 'Quarterly target'],
] as const;
const STATES = ['Accrued', 'Pre-approved', 'Claimed', 'Paid', 'Rejected'] as const;
const ROWS = 8;

/** The statement of development funds and rebates of the last two quarters. */
export function dellBenefits({ seed, partner, asOf }: TableOrder): Table {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const random = new SeededRandom(`${seed}:exports:dell:benefit:${partner.index}:${at}`);
    const [type, description] = FUNDS[at % FUNDS.length] ?? FUNDS[0];
    const total = random.int(10, 400) * 125;
    const claimed = Math.round(total * random.pick([0, 0.4, 0.75, 1]));
    const ends = asOf + random.int(-30, 120) * DAY;
    return {
      'Fund ID': `MDF-${partner.index}-${String(at + 1).padStart(4, '0')}`,
      'Fund Type': type,
      Description: description,
      Status: random.pick(STATES),
      'Total Amount': amount(total),
      'Claimed Amount': amount(claimed),
      'Remaining Amount': amount(total - claimed),
      Currency: partner.country === 'US' ? 'USD' : 'EUR',
      'Valid From': day(ends - 91 * DAY),
      'Valid To': day(ends),
      'Claim Deadline': day(ends + 30 * DAY),
      'Report Date': day(asOf),
    };
  });
  return tableOf('MDF Statement', Object.keys(rows[0] ?? {}), rows);
}
