import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';
import type { Fund } from './fund-requests.ts';

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
    Competencies: held.join('; '),
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

/** A line of the statement before it is a row. */
export interface StatementLine extends Fund {
  readonly type: string;
  readonly description: string;
  readonly state: string;
}

/** The lines of the statement, as the requests that draw on them know them. */
export function dellStatement({ seed, partner, asOf }: TableOrder): StatementLine[] {
  return Array.from({ length: ROWS }, (_, at) => {
    const random = new SeededRandom(`${seed}:exports:dell:benefit:${partner.index}:${at}`);
    const [type, description] = FUNDS[at % FUNDS.length] ?? FUNDS[0];
    const total = random.int(10, 400) * 125;
    const used = Math.round(total * random.pick([0, 0.4, 0.75, 1]));
    const ends = asOf + random.int(-30, 120) * DAY;
    const id = `MDF-${partner.index}-${String(at + 1).padStart(4, '0')}`;
    const currency = partner.country === 'US' ? 'USD' : 'EUR';
    return { id, type, description, state: random.pick(STATES), currency, total, used, ends, claimBy: ends + 30 * DAY };
  });
}

/** The statement of development funds and rebates of the last two quarters. */
export function dellBenefits(order: TableOrder): Table {
  const rows = dellStatement(order).map((line) => ({
    'Fund ID': line.id,
    'Fund Type': line.type,
    Description: line.description,
    Status: line.state,
    'Total Amount': amount(line.total),
    'Claimed Amount': amount(line.used),
    'Remaining Amount': amount(line.total - line.used),
    Currency: line.currency,
    'Valid From': day(line.ends - 91 * DAY),
    'Valid To': day(line.ends),
    'Claim Deadline': day(line.claimBy),
    'Report Date': day(order.asOf),
  }));
  return tableOf('MDF Statement', Object.keys(rows[0] ?? {}), rows);
}
