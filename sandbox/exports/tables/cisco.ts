import { customersOf } from '../../kernel/customers.ts';
import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Cell, Table } from '../table.ts';

const PORTFOLIOS = [
  'Networking',
  'Security',
  'Cloud and AI Infrastructure',
  'Collaboration',
  'Services',
  'Splunk',
] as const;

/** From this index on a portfolio's partner is a Preferred one, below 1.0 it is none `[program-rules.md 2]`. */
const PREFERRED_FROM = 7.5;
const PARTNER_FROM = 1;

/** The first day of the program: nobody's designation is older. */
const PROGRAM_START = Date.UTC(2026, 0, 25);

function designation(portfolio: string, index: number): string | null {
  if (index < PARTNER_FROM) return null;
  return index >= PREFERRED_FROM ? `Cisco Preferred ${portfolio} Partner` : `Cisco ${portfolio} Partner`;
}

/** One row a portfolio: a partner of the 360 program holds a tier in each. */
export function ciscoMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const rows = PORTFOLIOS.map((portfolio, at) => {
    const random = new SeededRandom(`${seed}:exports:cisco:membership:${partner.index}:${portfolio}`);
    const index = at === 0 ? 7.5 + random.int(0, 20) / 10 : random.int(3, 95) / 10;
    const name = designation(portfolio, index);
    const since = Math.max(PROGRAM_START, asOf - random.int(10, 300) * DAY);
    return {
      'Partner Name': partner.name,
      'BE GEO ID': partnerNumber,
      Country: partner.country,
      Program: 'Cisco 360 Partner Program',
      Portfolio: portfolio,
      Designation: name,
      'Partner Value Index': index,
      'Designation Start': name === null ? null : day(Math.min(asOf, since)),
      'Next Evaluation': day(asOf + random.int(20, 180) * DAY),
      'Report Date': day(asOf),
    };
  });
  return tableOf('Designations', Object.keys(rows[0] ?? {}), rows);
}

const STEPS = ['Purchase', 'Onboard', 'Implement', 'Use'] as const;
const TRACKS = [
  ['Networking', 'Campus Network Assurance'],
  ['Security', 'Secure Access'],
  ['Collaboration', 'Cloud Calling'],
] as const;
const DEALS = 12;
/** From one step to the next; made up. */
const STEP_TIME = 21 * DAY;

/** The completion marks: done steps come first and carry a day, which is not after the export's. */
function stepCells(booked: number, asOf: number, most: number): Record<string, Cell> {
  const done = Math.min(most, Math.floor((asOf - booked) / STEP_TIME) + 1);
  const cells = STEPS.flatMap((step, at): [string, Cell][] => [
    [`${step} Completed`, at < done ? 'Yes' : 'No'],
    [`${step} Completion Date`, at < done ? day(booked + at * STEP_TIME) : null],
  ]);
  return Object.fromEntries(cells);
}

/** Adopt incentives of the partner's deals. These columns are the ones that a partner's tool reads `[cisco.md 10]`. */
export function ciscoBenefits({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const customers = customersOf(seed, partner.index);
  const rows = Array.from({ length: DEALS }, (_, at) => {
    const random = new SeededRandom(`${seed}:exports:cisco:benefit:${partner.index}:${at}`);
    const customer = customers[at % customers.length];
    const [track, subTrack] = random.pick(TRACKS);
    const booked = asOf - random.int(30, 400) * DAY;
    const ends = booked + 365 * DAY;
    const optIn = random.pick(['Opted In', 'Opted In', 'Opted Out', 'Pending']);
    const stage = ends < asOf ? 'Expired' : random.pick(['Eligible', 'Eligible', 'Not Eligible']);
    return {
      'Deal WS-ID': `WS-${partner.index}-${String(at + 1).padStart(4, '0')}`,
      'Partner Name': partner.name,
      'BE GEO ID': partnerNumber,
      'Partner Country': partner.country,
      'Partner Region': partner.country === 'US' || partner.country === 'CA' ? 'Americas' : 'EMEA',
      'CR Party Name': customer?.name ?? null,
      'CR Party ID': customer?.duns ?? null,
      'Program Type': 'CPI',
      Track: track,
      'Sub-Track': subTrack,
      'Incentive Level': `Level ${random.int(1, 3)}`,
      'Deal Incentive Expiry Date': day(ends),
      'Booking Date': day(booked),
      'Booking Amount - Net to Cisco': amount(random.int(80, 4200) * 25.5),
      Currency: 'USD',
      Stage: stage,
      'Adopt Rebate Opt-In Status': optIn,
      'Adopt Rebate Start Date': optIn === 'Opted In' ? day(booked + 14 * DAY) : null,
      ...stepCells(booked, asOf, random.int(0, STEPS.length)),
    };
  });
  return tableOf('CPI Adopt', Object.keys(rows[0] ?? {}), rows);
}
