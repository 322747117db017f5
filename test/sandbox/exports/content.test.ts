import { describe, expect, test } from '@jest/globals';
import { ciscoAccount } from '../../../sandbox/cisco/accounts.ts';
import type { ExportArea, ExportVendor } from '../../../sandbox/exports/order.ts';
import { portalExport } from '../../../sandbox/exports/portal-export.ts';
import { ingramAccounts } from '../../../sandbox/ingram/accounts.ts';
import { seedDeal } from '../../../sandbox/ingram/deals/seed-deals.ts';
import { customersOf } from '../../../sandbox/kernel/customers.ts';
import { readRecords } from './read-file.ts';

const SEED = 20_260_402;
const TODAY = Date.UTC(2026, 3, 2);

async function records(vendor: ExportVendor, area: ExportArea, change: { partner?: number; deals?: number } = {}) {
  const order = { seed: SEED, partner: 1, asOf: '2026-04-02', format: 'csv', vendor, area, ...change } as const;
  return readRecords(await portalExport(order), vendor);
}

/** `02.04.2026` as milliseconds since 1970. */
function dotted(text: string | undefined): number {
  const [date = '', month = '', year = ''] = (text ?? '').split('.');
  return Date.UTC(Number(year), Number(month) - 1, Number(date));
}
/** `12.345,60` as a number. */
const german = (text: string | undefined): number => Number((text ?? '').replaceAll('.', '').replace(',', '.'));
const english = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));

describe('Cisco’s files', () => {
  test('a partner has a tier in each portfolio, as its index says', async () => {
    const rows = await records('cisco', 'MEMBERSHIP');
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const index = Number(row['Partner Value Index']);
      const tier = index >= 7.5 ? `Cisco Preferred ${row['Portfolio']} Partner` : `Cisco ${row['Portfolio']} Partner`;
      expect(row['Designation']).toBe(index < 1 ? '' : tier);
      expect(row['Designation Start'] === '').toBe(index < 1);
    }
    expect(rows[0]?.['Designation']).toBe('Cisco Preferred Networking Partner');
  });

  test('carry the BE GEO ID that the order gives, so that it is the one of the API', async () => {
    const { beGeoId } = ciscoAccount(SEED, 1);
    const order = { seed: SEED, partner: 1, asOf: '2026-04-02', format: 'csv', vendor: 'cisco' } as const;
    const file = await portalExport({ ...order, area: 'MEMBERSHIP', partnerNumber: beGeoId });
    expect(new Set(readRecords(file, 'cisco').map((row) => row['BE GEO ID']))).toEqual(new Set([beGeoId]));
  });

  test('benefits use the words that a partner’s tool has seen, and finish their steps in order', async () => {
    const rows = await records('cisco', 'BENEFIT');
    for (const row of rows) {
      expect(['Eligible', 'Expired', 'Not Eligible']).toContain(row['Stage']);
      expect(['Opted In', 'Opted Out', 'Pending']).toContain(row['Adopt Rebate Opt-In Status']);
      const steps = ['Purchase', 'Onboard', 'Implement', 'Use'].map((step) => row[`${step} Completed`]);
      expect(steps.join(' ')).toMatch(/^(Yes ?)*(No ?)*$/);
      for (const step of ['Purchase', 'Onboard', 'Implement', 'Use']) {
        const date = row[`${step} Completion Date`] ?? '';
        expect(date !== '').toBe(row[`${step} Completed`] === 'Yes');
        if (date !== '') expect(Date.parse(`${date} UTC`)).toBeLessThanOrEqual(TODAY);
      }
      expect(english(row['Booking Amount - Net to Cisco'])).toBeGreaterThan(0);
    }
  });
});

describe('Dell’s files', () => {
  test('deals are with the partner’s customers, under unlike numbers', async () => {
    const rows = await records('dell', 'DEAL', { deals: 45 });
    expect(rows).toHaveLength(45);
    expect(new Set(rows.map((row) => row['Deal Registration ID'])).size).toBe(45);
    const countries = new Set(customersOf(SEED, 1).map(({ country }) => country));
    for (const row of rows) expect(countries).toContain(row['End Customer Country']);
  });

  test('an approval has days, an expired one has ended, a refusal has a reason', async () => {
    const rows = await records('dell', 'DEAL', { deals: 200 });
    const states = new Set(rows.map((row) => row['Status']));
    for (const state of ['Approved', 'Expired', 'Declined', 'Submitted', 'In Review']) expect(states).toContain(state);
    for (const row of rows) {
      const isGranted = ['Approved', 'Expired', 'Won', 'Lost'].includes(row['Status'] ?? '');
      expect(row['Expiration Date'] !== '').toBe(isGranted);
      if (row['Status'] === 'Approved') expect(dotted(row['Expiration Date'])).toBeGreaterThanOrEqual(TODAY);
      if (row['Status'] === 'Expired') expect(dotted(row['Expiration Date'])).toBeLessThan(TODAY);
      expect(row['Decline Reason'] !== '').toBe(row['Status'] === 'Declined');
      expect(german(row['Estimated Revenue'])).toBeGreaterThan(0);
    }
  });

  test('a registration has the number and the customer of the distributor’s Dell bid for the same deal', async () => {
    const rows = await records('dell', 'DEAL', { partner: 2 });
    const countries = ingramAccounts(SEED, 2).map(({ countryCode }) => countryCode);
    const bids = rows.map((_, at) => seedDeal({ seed: SEED, partner: 2, startedAt: TODAY, countries }, at + 1));
    const dell = bids.filter(({ document }) => document['vendor'] === 'Dell');
    expect(dell.length).toBeGreaterThan(3);
    const customers = new Map(rows.map((row) => [row['Deal Registration ID'], row['End Customer City']]));
    for (const { id, document } of dell) {
      const customer = customersOf(SEED, 2).find(({ name }) => name === document['endUser']);
      expect(customers.get(id)).toBe(customer?.city);
    }
  });

  test('a fund’s parts add up', async () => {
    for (const row of await records('dell', 'BENEFIT')) {
      const [total, claimed, left] = ['Total Amount', 'Claimed Amount', 'Remaining Amount'].map((name) =>
        german(row[name]),
      );
      expect((claimed ?? 0) + (left ?? 0)).toBeCloseTo(total ?? -1, 2);
    }
  });
});

describe('IBM’s files', () => {
  test('one level, one of the program’s four, with the tracks that are taken towards it', async () => {
    for (const partner of [1, 2, 3, 4]) {
      const [row, ...more] = await records('ibm', 'MEMBERSHIP', { partner });
      expect(more).toEqual([]);
      for (const level of ['Current Level', 'Expected Level']) {
        expect(['Registered', 'Silver', 'Gold', 'Platinum']).toContain(row?.[level]);
      }
      expect(row?.['Tracks']).toMatch(/^Sell(; Build)?(; Service)?$/);
    }
  });

  test('a draft has no day of submission, and only a granted registration has an end', async () => {
    const rows = await records('ibm', 'DEAL', { deals: 200 });
    const states = new Set(rows.map((row) => row['Registration Status']));
    expect(states).toContain('Draft');
    expect(states).toContain('Submitted for Eligibility');
    for (const row of rows) {
      expect(row['Submitted On'] === '').toBe(row['Registration Status'] === 'Draft');
      const isGranted = ['Approved', 'Expired', 'Won', 'Lost'].includes(row['Registration Status'] ?? '');
      expect(row['Valid Until'] !== '').toBe(isGranted);
    }
  });

  test('what is used and what is left add up', async () => {
    for (const row of await records('ibm', 'BENEFIT')) {
      expect(english(row['Amount Used']) + english(row['Amount Left'])).toBeCloseTo(english(row['Amount Granted']), 2);
    }
  });
});

describe('the files of AWS and Microsoft', () => {
  test('a designation is attained from 70 points on, its score being the sum of its parts', async () => {
    const rows = (
      await Promise.all([1, 2, 3, 4].map((partner) => records('microsoft', 'MEMBERSHIP', { partner })))
    ).flat();
    expect(new Set(rows.map((row) => row['Status']))).toEqual(new Set(['Attained', 'Not attained']));
    for (const row of rows) {
      const score = Number(row['Partner Capability Score']);
      expect(Number(row['Performance']) + Number(row['Skilling']) + Number(row['Customer Success'])).toBe(score);
      expect(row['Status']).toBe(score >= 70 ? 'Attained' : 'Not attained');
      expect(row['Attained On'] !== '').toBe(score >= 70);
    }
  });

  test('Microsoft’s benefits are counted or amounts, never both; co-op funds must be claimed in time', async () => {
    for (const row of await records('microsoft', 'BENEFIT')) {
      expect((row['Total Quantity'] === '') !== (row['Total Amount'] === '')).toBe(true);
      expect(row['Claim Deadline'] !== '').toBe(row['Benefit Type'] === 'Co-op');
      expect(english(row['Used Amount'])).toBeLessThanOrEqual(english(row['Total Amount']));
    }
  });

  test('AWS’s scorecard has one row with a tier of the services path', async () => {
    const [row, ...more] = await records('aws', 'MEMBERSHIP');
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      Path: 'Services Path',
      'Current Tier': 'Advanced',
      'Partner Name': 'Alpenrand Systems GmbH',
    });
    expect(Number(row?.['Launched Opportunities'])).toBeGreaterThan(0);
  });
});

describe('the files of funds', () => {
  const euros = (text: string | undefined): number => (text === '' ? 0 : german(text));
  const dollars = (text: string | undefined): number => (text === '' ? 0 : english(text));

  /** Sums of a column by the fund that a row names. */
  function sums(
    rows: readonly Record<string, string>[],
    fund: string,
    valueOf: (row: Record<string, string>) => number,
  ) {
    const byFund = Map.groupBy(rows, (row) => row[fund] ?? '');
    return new Map([...byFund].map(([id, own]) => [id, own.reduce((sum, row) => sum + valueOf(row), 0)]));
  }

  test('of Dell ask for no rebate, and claim of each fund what its statement says, and no more than it has', async () => {
    for (const partner of [1, 2, 3, 4]) {
      const statement = await records('dell', 'BENEFIT', { partner });
      const requests = await records('dell', 'FUND', { partner });
      const claimed = sums(requests, 'Fund ID', (row) => euros(row['Claimed Amount']));
      const funds = statement.filter((row) => row['Fund Type'] !== 'Rebate');
      for (const row of funds)
        expect(claimed.get(row['Fund ID'] ?? '') ?? 0).toBeCloseTo(euros(row['Claimed Amount']), 2);
      const known = funds.map((row) => row['Fund ID']);
      for (const row of requests) {
        expect(known).toContain(row['Fund ID']);
        expect(euros(row['MDF Requested'])).toBeCloseTo(euros(row['Total Projected Cost']) / 2, 2);
        expect(row['Claimed Amount'] !== '').toBe(['Claim Submitted', 'Paid'].includes(row['Request Status'] ?? ''));
        expect(row['Paid Amount'] !== '').toBe(row['Request Status'] === 'Paid');
      }
    }
  });

  test('of IBM ask for co-marketing and business development money alone', async () => {
    const incentives = await records('ibm', 'BENEFIT');
    const kinds = new Map(incentives.map((row) => [row['Incentive ID'], row['Category']]));
    const requests = await records('ibm', 'FUND');
    for (const row of requests) {
      expect(['Co-marketing', 'Business development fund']).toContain(kinds.get(row['Incentive ID']));
    }
    const claimed = sums(requests, 'Incentive ID', (row) => dollars(row['Amount Claimed']));
    for (const [id, amount] of claimed) {
      expect(amount).toBeCloseTo(dollars(incentives.find((row) => row['Incentive ID'] === id)?.['Amount Used']), 2);
    }
  });

  test('of Microsoft claim co-op funds, in the states of a claim', async () => {
    const funds = (await records('microsoft', 'BENEFIT')).filter((row) => row['Benefit Type'] === 'Co-op');
    const states = ['Editing', 'Submitted', 'Under review', 'Action required', 'Approved', 'Rejected'];
    for (const row of await records('microsoft', 'FUND')) {
      expect(funds.map((fund) => fund['Benefit ID'])).toContain(row['Benefit ID']);
      expect(states).toContain(row['Claim Status']);
    }
  });

  test('of Cisco are the funds themselves, whose parts add up', async () => {
    for (const row of await records('cisco', 'FUND')) {
      expect(dollars(row['Claimed']) + dollars(row['Balance'])).toBeCloseTo(dollars(row['Allocated']), 2);
    }
  });
});
