import { afterAll, beforeAll } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { promiseMirror } from '../support/mirror-promises.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { promisePaging, type PagedOrder } from '../support/paging-promises.ts';
import { promiseFixedStatements } from '../support/statement-promises.ts';
import { promiseTenancy } from '../support/tenancy-promises.ts';
import { customer, dealRecord, protection } from './records.ts';

let opened: SubgraphTest;
const room = (): SubgraphTest => opened;

const RATES = [
  { date: '2026-06-10', currency: 'USD', rate: '1.25', source: 'A bank' },
  { date: '2026-06-10', currency: 'JPY', rate: '160', source: 'A bank' },
];

beforeAll(async () => {
  opened = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests, rates: RATES });
});
afterAll(() => opened.close());

const DAYS = [null, '2026-06-20', '2026-07-01', '2026-07-01', '2027-01-31', '2025-12-31'];
const NAMES = ['Alpha', 'alpha', 'Ähre', 'beta', 'Zoo', 'alpha'];
const CUSTOMERS = [null, 'Müller', 'Mueller', 'müller', 'Zoo', 'Acme'];
/** In euros 100, 80, 80, none, 1 and none: for one there is no rate, one has no value. */
const VALUES = [
  { amount: '100', currency: 'EUR' },
  { amount: '80', currency: 'EUR' },
  { amount: '100', currency: 'USD' },
  { amount: '5', currency: 'CHF' },
  { amount: '160', currency: 'JPY' },
  null,
];
const UPDATES = [
  null,
  '2026-01-01T00:00:00.000Z',
  '2026-06-14T00:00:00.000Z',
  '2026-01-01T00:00:00.000Z',
  null,
  '2027-01-01T00:00:00.000Z',
];
const EUROS: Readonly<Record<string, number>> = { EUR: 1, USD: 1.25, JPY: 160 };

interface Listed {
  name: string;
  closeOn: string | null;
  value: { amount: string; currency: string } | null;
  customer: { name: string | null };
  protection: { endsOn: string | null };
  source: { remoteUpdatedAt: string | null };
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const KEYS: Readonly<Record<string, (node: Listed) => string | number | null>> = {
  NAME: (node) => fold(node.name),
  CLOSE_ON: (node) => node.closeOn,
  PROTECTION_ENDS: (node) => node.protection.endsOn,
  CUSTOMER: (node) => (node.customer.name === null ? null : fold(node.customer.name)),
  // Where the vendor tells no time it is when we took it in: the clock of these tests stands still then.
  UPDATED_AT: (node) => node.source.remoteUpdatedAt ?? '2026-06-15T12:00:00.000Z',
  VALUE: ({ value }) => {
    const rate = value === null ? undefined : EUROS[value.currency];
    return value === null || rate === undefined ? null : Number(value.amount) / rate;
  },
};

function order(...sorts: ReadonlyArray<readonly [string, 'ASC' | 'DESC']>): PagedOrder {
  const args = sorts.map(([field, direction]) => `{ field: ${field}, direction: ${direction} }`).join(', ');
  return {
    title: `deals sorted by ${sorts.map(([field, direction]) => `${field} ${direction}`).join(', then ')}`,
    args: `sort: [${args}]`,
    keys: sorts.map(([field, direction]) => ({ of: KEYS[field] as never, direction })),
  };
}

promisePaging({
  room,
  field: 'deals',
  area: 'DEAL',
  vendor: 'alpha',
  selection:
    'name closeOn value { amount currency } customer { name } protection { endsOn } source { remoteUpdatedAt }',
  record: (number, shade) =>
    dealRecord({
      remoteId: `D-${number}`,
      name: NAMES[shade] ?? '',
      closeOn: DAYS[shade] ?? null,
      customer: customer({ name: CUSTOMERS[shade] ?? null }),
      value: VALUES[shade] ?? null,
      protection: protection({ endsOn: DAYS[shade] ?? null }),
      remoteUpdatedAt: UPDATES[shade] ?? null,
    }),
  orders: [
    { title: 'deals in their own order', args: '', keys: [{ of: KEYS['UPDATED_AT'] as never, direction: 'DESC' }] },
    order(['CLOSE_ON', 'ASC']),
    order(['PROTECTION_ENDS', 'DESC']),
    order(['VALUE', 'DESC']),
    order(['VALUE', 'ASC'], ['NAME', 'DESC']),
    order(['CUSTOMER', 'ASC'], ['CLOSE_ON', 'DESC']),
    order(['UPDATED_AT', 'ASC']),
    order(['NAME', 'ASC'], ['NAME', 'DESC']),
  ],
  filters: ['filter: { vendor: ["alpha"] }', 'filter: { vendor: ["alpha", "beta"] }'],
});

promiseTenancy({
  room,
  field: 'deals',
  type: 'Deal',
  area: 'DEAL',
  otherArea: 'LEAD',
  vendors: ['alpha', 'beta'],
  record: () => dealRecord(),
  scope: 'deals:read',
  children: 'history { at }',
});

const FULL: DealRecord = dealRecord({
  name: 'A full deal',
  stage: 'QUALIFIED',
  value: { amount: '1250.50', currency: 'EUR' },
  closeOn: '2026-09-30',
  products: ['One', 'Two'],
  distribution: 'TWO_TIER',
  program: 'main',
  protection: protection({ startsOn: '2026-01-01', endsOn: '2026-12-31' }),
  groupKey: 'eng-1',
});

promiseMirror<DealRecord>({
  room,
  field: 'deals',
  kind: 'deal',
  changeKind: 'DEAL',
  area: 'DEAL',
  vendor: 'alpha',
  record: (number) => ({ ...FULL, remoteId: `D-${number}` }),
  changes: [
    { title: 'the status', change: { status: 'APPROVED' }, fields: ['status'] },
    { title: 'the name', change: { name: 'Another' }, fields: ['name', 'name_search'] },
    { title: 'the amount', change: { value: { amount: '1250.51', currency: 'EUR' } }, fields: ['value_amount'] },
    { title: 'the value to none', change: { value: null }, fields: ['value_amount', 'value_currency'] },
    { title: 'the closing day', change: { closeOn: null }, fields: ['close_on'] },
    { title: 'the products', change: { products: ['Two', 'One'] }, fields: ['products'] },
    { title: 'the stage', change: { stage: 'COMMITTED' }, fields: ['stage'] },
    { title: 'the program', change: { program: null }, fields: ['membership_id'] },
    {
      title: 'the end of the protection',
      change: { protection: protection({ startsOn: '2026-01-01', endsOn: '2027-01-31' }) },
      fields: ['protection_ends_on'],
    },
  ],
});

promiseFixedStatements({
  room,
  query: `{ deals(first: 50) { totalCount notices { message } pageInfo { endCursor } edges { cursor } nodes {
    id name vendor { id } customer { name country } membership { id } partner { id deals(first: 3) { totalCount nodes { id } } dealCount }
    value { amount in(currency: "USD") { amount } } protection { state daysLeft } statusDetail { rule }
    history { at kind deal { id } } source { ageSeconds stale vendor { id } } raw pendingWrite { state }
  } } }`,
  area: 'DEAL',
  vendor: 'alpha',
  record: (number) => ({ ...FULL, remoteId: `D-${number}` }),
  statements: 12,
});
