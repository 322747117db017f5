import { afterAll, beforeAll } from '@jest/globals';
import type { SpecialBidRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { promiseMirror } from '../support/mirror-promises.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { promisePaging } from '../support/paging-promises.ts';
import { promiseFixedStatements } from '../support/statement-promises.ts';
import { promiseTenancy } from '../support/tenancy-promises.ts';
import { customer } from './records.ts';
import { bidLine, bidRecord, FULL_BID, money } from './special-bid-records.ts';

let opened: SubgraphTest;
const room = (): SubgraphTest => opened;

beforeAll(async () => {
  opened = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
afterAll(() => opened.close());

const EXPIRES_ON = [null, '2026-07-01', '2026-07-01', '2025-12-31', null, '2030-01-01'];

promisePaging({
  room,
  field: 'specialBids',
  area: 'SPECIAL_BID',
  vendor: 'alpha',
  selection: 'expiresOn',
  record: (number, shade) => bidRecord({ remoteId: `S-${number}`, expiresOn: EXPIRES_ON[shade] ?? null }),
  orders: [
    {
      title: 'special bids by their last day, soonest first',
      args: '',
      keys: [{ of: (node: { expiresOn: string | null }) => node.expiresOn, direction: 'ASC' }],
    },
  ],
  filters: ['filter: { unmatched: true }', 'filter: { vendor: ["alpha"] }'],
});

promiseTenancy({
  room,
  field: 'specialBids',
  type: 'SpecialBid',
  area: 'SPECIAL_BID',
  otherArea: 'DEAL',
  vendors: ['alpha', 'beta'],
  record: () => FULL_BID,
  scope: 'deals:read',
  children: 'lines { vendorPart } matchedDeal { id }',
});

promiseMirror<SpecialBidRecord>({
  room,
  field: 'specialBids',
  kind: 'specialBid',
  changeKind: 'SPECIAL_BID',
  area: 'SPECIAL_BID',
  vendor: 'alpha',
  record: (number) => ({ ...FULL_BID, remoteId: `S-${number}` }),
  changes: [
    { title: 'the version', change: { version: '7' }, fields: ['version'] },
    { title: 'the last day', change: { expiresOn: '2026-08-31' }, fields: ['expires_on'] },
    { title: 'the zone of its days', change: { timeZone: 'Europe/Berlin' }, fields: ['time_zone'] },
    {
      title: 'the customer',
      change: { customer: customer({ name: 'Acme', country: 'DE', city: 'Köln' }) },
      fields: ['customer_name', 'customer_key', 'search_text'],
    },
    {
      title: 'a quantity',
      change: { lines: [{ ...(FULL_BID.lines[0] ?? bidLine()), remainingQuantity: 1 }] },
      fields: ['lines', 'remaining_quantity'],
    },
    {
      title: 'a cent of a price that no float can hold',
      change: { lines: [{ ...(FULL_BID.lines[0] ?? bidLine()), price: money('12345678901234567.88') }] },
      fields: ['lines'],
    },
  ],
});

promiseFixedStatements({
  room,
  query: `{ specialBids {
    totalCount notices { message } pageInfo { endCursor } edges { cursor } nodes {
      id number bidStatus consumption daysLeft vendor { id } reseller { id } lines { price { amount } }
      matchedDeal { id specialBids { id } } source { stale } raw
    }
  } }`,
  area: 'SPECIAL_BID',
  vendor: 'alpha',
  record: (number) => ({ ...FULL_BID, remoteId: `S-${number}`, number: `N${number}` }),
  statements: 8,
});
