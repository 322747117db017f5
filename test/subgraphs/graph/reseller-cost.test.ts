import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { FULL_BENEFIT, FULL_REQUEST } from '../benefits/records.ts';
import { certificationRecord } from '../certifications/records.ts';
import { dealRecord } from '../deals/records.ts';
import { profileRecord } from '../partners/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openGraphTest, type GraphTest } from '../support/open-graph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

let graph: GraphTest;
let distributor: TestPartner;

beforeAll(async () => {
  graph = await openGraphTest();
  distributor = await graph.tenants.addPartner('The distributor');
});
afterAll(() => graph.close());

/** A reseller that has a few of everything, and lets the distributor see it all. */
async function addReseller(number: number): Promise<void> {
  const reseller = await graph.tenants.addPartner(`Reseller ${number}`);
  const { feeder } = graph;
  await graph.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: CAPABILITY_AREAS });
  const alpha = await graph.tenants.connect(reseller, 'alpha');
  const profile = profileRecord({ countries: ['DE'], identifiers: [{ scheme: 'DUNS', value: `30000000${number}` }] });
  for (const tier of ['bronze', 'silver']) {
    const memberships = ['One', 'Two'].map((portfolio) => membershipRecord({ remoteId: portfolio, portfolio, tier }));
    await feeder.feed(alpha, [profile, ...memberships], { area: 'MEMBERSHIP' });
  }
  const holders = ['Ada', 'Bob', 'Zoë'].map((name) => ({ key: name, name, email: `${name}@example.org` }));
  const held = holders.map((holder) => certificationRecord({ remoteId: holder.key, holder }));
  await feeder.feed(alpha, held, { area: 'CERTIFICATION' });
  await feeder.feed(alpha, [{ ...FULL_BENEFIT, remoteId: 'B-1' }, FULL_REQUEST], { area: 'BENEFIT' });
  const deals = ['D-1', 'D-2'].map((remoteId) => dealRecord({ remoteId, distributor: { by: 'TELLER' } }));
  await feeder.feed(alpha, deals, { area: 'DEAL' });
  await graph.settle(reseller);
  const listing = { vendors: [], tiersOf: ['alpha'] };
  const query = 'mutation ($listing: ListingInput) { setListing(listing: $listing) { subject } }';
  await graph.read({ as: reseller, query, variables: { listing } });
}

/** What hangs on a partner, each part asked for by itself: together they would cost more than one operation may. */
const PARTS: ReadonlyArray<readonly [string, string]> = [
  ['what it tells of itself', 'name roles countries industries services listing { vendors { name } tiers { name } }'],
  [
    'numbers, grants and alliances',
    'identifiers { value vendor { name } } grants { level grantee { name } } alliances { kind }',
  ],
  ['people', 'people(first: 2) { totalCount nodes { name email partner { name } certifications { name } } }'],
  [
    'memberships',
    `memberships { tier { name } distributor { name } specializations { name } source { ageSeconds }
      history { at from { name } to { name } } }`,
  ],
  ['progress', 'memberships { progress { percent requirements { label contributors { name } } } }'],
  [
    'certifications',
    'certifications(first: 2) { totalCount nodes { name holder { name } countsToward { requirement } source { stale } } }',
  ],
  [
    'benefits',
    `benefits(first: 2) { totalCount notices { code }
      nodes { name requests { activity } history(first: 2) { at } membership { id } source { stale } } }`,
  ],
  [
    'deals',
    `dealCount deals(first: 2) { totalCount notices { code }
      nodes { name distributor { name } history(first: 2) { at } specialBids { id } source { stale } } }`,
  ],
];

/** Lists of partners. */
const LISTS: ReadonlyArray<(part: string) => string> = [
  (part) => `{ viewer { resellers(first: 5) { totalCount notices { code } nodes { ${part} } } } }`,
  (part) => `{ partners(first: 5) { totalCount notices { code } nodes { ${part} } } }`,
];

interface Names {
  [field: string]: unknown;
}

/** How many partners an answer shows, wherever its list stands. */
function shown(data: Names): number {
  const list = (data['partners'] ?? (data['viewer'] as Names)['resellers']) as { nodes: unknown[] };
  return list.nodes.length;
}

/** A statement whatever the number of its parameters: a list of ids is one statement, however long. */
function shapeOf(statement: string): string {
  return statement.replaceAll(/\$\d+(, \$\d+)*/g, '$');
}

interface Cost {
  readonly partners: number;
  /** By text, so that a failure names the statement that is repeated for every partner. */
  readonly statements: readonly string[];
}

async function costsOf(part: string): Promise<Cost[]> {
  const each = [];
  for (const listOf of LISTS) {
    const { data, errors, statements } = await graph.ask<Names>({ as: distributor, query: listOf(part) });
    expect(errors).toEqual([]);
    each.push({ partners: shown(data ?? {}), statements: statements.map(shapeOf).toSorted() });
  }
  return each;
}

describe('a list of partners takes as many statements for five as for one', () => {
  const one = new Map<string, Cost[]>();

  beforeAll(async () => {
    await addReseller(1);
    for (const [title, part] of PARTS) one.set(title, await costsOf(part));
    for (const number of [2, 3, 4, 5]) await addReseller(number);
  });

  test.each(PARTS)('with %s of each', async (title, part) => {
    const before = one.get(title) ?? [];
    expect(before.map(({ partners }) => partners)).toEqual([1, 1]);
    const five = await costsOf(part);
    expect(five.map(({ partners }) => partners)).toEqual([5, 5]);
    expect(five.map(({ statements }) => statements)).toEqual(before.map(({ statements }) => statements));
  });
});
