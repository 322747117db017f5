import { afterAll, beforeAll } from '@jest/globals';
import { membershipIngest, programsModule } from '../../../subgraphs/programs/index.ts';
import { promiseMirror } from '../support/mirror-promises.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { promisePaging } from '../support/paging-promises.ts';
import { promiseFixedStatements } from '../support/statement-promises.ts';
import { promiseTenancy } from '../support/tenancy-promises.ts';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { betaRecord, membershipRecord } from './records.ts';

let opened: SubgraphTest;
const room = (): SubgraphTest => opened;

beforeAll(async () => {
  opened = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
});
afterAll(() => opened.close());

promisePaging({
  room,
  field: 'memberships',
  area: 'MEMBERSHIP',
  vendor: 'beta',
  selection: 'portfolio',
  idFromShade: true,
  record: (number, shade) => betaRecord(shade === 0 ? null : `Portfolio ${shade}`, { remoteId: `R-${number}` }),
  orders: [
    {
      title: 'memberships by vendor, program and portfolio',
      args: '',
      keys: [{ of: (node: { portfolio: string | null }) => node.portfolio, direction: 'ASC' }],
    },
  ],
  filters: ['filter: { vendor: ["beta"] }', 'filter: { vendor: ["alpha", "beta"] }'],
});

promiseTenancy({
  room,
  field: 'memberships',
  type: 'Membership',
  area: 'MEMBERSHIP',
  otherArea: 'BENEFIT',
  vendors: ['alpha', 'beta'],
  record: (vendor) => (vendor === 'alpha' ? membershipRecord() : betaRecord('Cloud')),
  scope: 'programs:read',
  children: 'history { at }',
});

const FULL: MembershipRecord = betaRecord('Cloud', {
  distribution: 'TWO_TIER',
  distributor: { scheme: 'BETA_ID', value: '17', name: 'A distributor' },
  accountManager: { name: 'Ada Long', email: null, title: 'Partner manager' },
  specializations: [{ name: 'Storage', code: null, since: '2025-05-01', expiresOn: null }],
});

promiseMirror<MembershipRecord>({
  room,
  field: 'memberships',
  kind: 'membership',
  changeKind: 'MEMBERSHIP',
  area: 'MEMBERSHIP',
  vendor: 'beta',
  record: (number) => ({ ...FULL, remoteId: `R-${number}`, portfolio: `Portfolio ${number}` }),
  changes: [
    { title: 'the tier', change: { tier: 'preferred' }, fields: ['tier'] },
    { title: 'the review date', change: { reviewOn: '2027-01-31' }, fields: ['review_on'] },
    { title: 'the account manager', change: { accountManager: null }, fields: ['manager_name', 'manager_title'] },
    { title: 'a specialization', change: { specializations: [] }, fields: ['specializations'] },
    {
      title: "the distributor's name",
      change: { distributor: { scheme: 'BETA_ID', value: '17', name: 'Another name' } },
      fields: ['distributor_name'],
    },
  ],
});

promiseFixedStatements({
  room,
  query: `{ memberships { totalCount notices { message } pageInfo { endCursor } edges { cursor } nodes {
    id portfolio partner { id memberships { id tier { name } } } distributor { id }
    program { name vendor { name capabilities { area } } tiers { name } } tier { name rank }
    accountManager { name } specializations { name } history { at from { name } to { name } }
    source { ageSeconds stale } raw
  } } }`,
  area: 'MEMBERSHIP',
  vendor: 'beta',
  record: (number) => ({ ...FULL, remoteId: `R-${number}`, portfolio: `Portfolio ${number}` }),
  statements: 10,
});
