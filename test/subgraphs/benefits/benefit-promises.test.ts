import { afterAll, beforeAll } from '@jest/globals';
import type { BenefitRecord } from '../../../platform/records/records.ts';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { promiseMirror } from '../support/mirror-promises.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { promisePaging } from '../support/paging-promises.ts';
import { promiseFixedStatements } from '../support/statement-promises.ts';
import { promiseTenancy } from '../support/tenancy-promises.ts';
import { benefitRecord, FULL_BENEFIT, FULL_REQUEST, money } from './records.ts';

let opened: SubgraphTest;
const room = (): SubgraphTest => opened;
const PER_EURO: Readonly<Record<string, number>> = { EUR: 1, USD: 1.25, JPY: 160 };

beforeAll(async () => {
  opened = await openSubgraphTest({
    modules: [benefitsModule],
    ingests: benefitIngests,
    rates: ['USD', 'JPY'].map((currency) => ({
      date: '2026-06-12',
      currency,
      rate: String(PER_EURO[currency]),
      source: 'the tests',
    })),
  });
});
afterAll(() => opened.close());

interface Shaded {
  name: string;
  expiresOn: string | null;
  remaining: { amount: string; currency: string } | null;
}

/** A few values each, equal ones among them: 100 dollars are 80 euros, and XAF has no rate. */
const REMAINING = [null, money('100'), money('80', 'EUR'), money('100'), money('1000', 'JPY'), money('9', 'XAF')];
const EXPIRES_ON = [null, '2026-07-01', '2026-07-01', '2025-12-31', null, '2030-01-01'];
const NAMES = ['École', 'ecole', 'Zebra', 'apple', 'Apple', 'zebra crossing'];

function euros({ remaining }: Shaded): number | null {
  const rate = PER_EURO[remaining?.currency ?? ''];
  return remaining === null || rate === undefined ? null : Number(remaining.amount) / rate;
}

function foldedName({ name }: Shaded): string {
  return name.replace('É', 'E').toLowerCase();
}

promisePaging({
  room,
  field: 'benefits',
  area: 'BENEFIT',
  vendor: 'alpha',
  selection: 'name expiresOn remaining { amount currency }',
  record: (number, shade) =>
    benefitRecord({
      remoteId: `B-${number}`,
      name: NAMES[shade] ?? '',
      expiresOn: EXPIRES_ON[shade] ?? null,
      remaining: REMAINING[shade] ?? null,
    }),
  orders: [
    {
      title: 'benefits by expiry, soonest first, unless something else is asked for',
      args: '',
      keys: [{ of: (node: Shaded) => node.expiresOn, direction: 'ASC' }],
    },
    {
      title: 'benefits by expiry, latest first',
      args: 'sort: [{ field: EXPIRES_ON, direction: DESC }]',
      keys: [{ of: (node: Shaded) => node.expiresOn, direction: 'DESC' }],
    },
    {
      title: 'benefits by what remains, compared over currencies, least first',
      args: 'sort: [{ field: REMAINING }]',
      keys: [{ of: euros, direction: 'ASC' }],
    },
    {
      title: 'benefits by what remains, compared over currencies, most first',
      args: 'sort: [{ field: REMAINING, direction: DESC }]',
      keys: [{ of: euros, direction: 'DESC' }],
    },
    {
      title: 'benefits by name, without case and accents',
      args: 'sort: [{ field: NAME }]',
      keys: [{ of: foldedName, direction: 'ASC' }],
    },
    {
      title: 'benefits by several keys in turn',
      args: 'sort: [{ field: EXPIRES_ON }, { field: NAME, direction: DESC }]',
      keys: [
        { of: (node: Shaded) => node.expiresOn, direction: 'ASC' },
        { of: foldedName, direction: 'DESC' },
      ],
    },
  ],
  filters: ['filter: { vendor: ["alpha"] }', 'filter: { vendor: ["alpha", "beta"] }'],
});

promiseTenancy({
  room,
  field: 'benefits',
  type: 'Benefit',
  area: 'FUND',
  otherArea: 'BENEFIT',
  vendors: ['alpha', 'beta'],
  record: () => FULL_BENEFIT,
  scope: 'benefits:read',
  children: 'history { at } requests { id }',
});

promiseMirror<BenefitRecord>({
  room,
  field: 'benefits',
  kind: 'benefit',
  changeKind: 'BENEFIT',
  area: 'BENEFIT',
  vendor: 'alpha',
  record: (number) => ({ ...FULL_BENEFIT, remoteId: `B-${number}` }),
  changes: [
    { title: 'the status', change: { status: 'LAPSED' }, fields: ['status'] },
    { title: 'the name', change: { name: 'Market Funds 2026 (EMEA)' }, fields: ['name', 'name_search'] },
    { title: 'a sum of money', change: { remaining: money('7000.25') }, fields: ['remaining_amount'] },
    {
      title: 'a cent of a sum that no float can hold',
      change: { allocated: money('12345678901234567.88') },
      fields: ['allocated_amount'],
    },
    { title: 'money that is gone', change: { used: null }, fields: ['used_amount', 'used_currency'] },
    { title: 'the last day to claim', change: { claimBy: '2027-02-28' }, fields: ['claim_by'] },
    {
      title: 'a quantity',
      change: { quantity: { total: '10', used: '3', remaining: '7', unit: 'voucher' } },
      fields: ['quantity_used', 'quantity_remaining'],
    },
  ],
});

promiseFixedStatements({
  room,
  query: `{ benefits(sort: [{ field: REMAINING }]) {
    totalCount notices { message } pageInfo { endCursor } edges { cursor } nodes {
      id name kind benefitStatus vendor { id } membership { id } remaining { amount in(currency: "EUR") { amount } }
      partner { id benefits { totalCount nodes { id } } }
      requests { id benefit { id } pendingWrite { state } source { stale } raw } history { at } source { stale } raw
    }
  } }`,
  area: 'BENEFIT',
  vendor: 'alpha',
  record: (number) => ({ ...FULL_BENEFIT, remoteId: `B-${number}` }),
  parts: (number) => [{ ...FULL_REQUEST, remoteId: `R-${number}`, benefitRemoteId: `B-${number}` }],
  statements: 15,
});
