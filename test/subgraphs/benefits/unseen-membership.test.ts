import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dealRecord } from '../deals/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openGraphTest, type GraphTest } from '../support/open-graph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { FULL_BENEFIT } from './records.ts';

let graph: GraphTest;
let partner: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  graph = await openGraphTest();
});
afterAll(() => graph.close());
beforeEach(async () => {
  partner = await graph.tenants.addPartner();
  alpha = await graph.tenants.connect(partner, 'alpha');
  await graph.feeder.feed(alpha, [FULL_BENEFIT], { area: 'BENEFIT' });
  await graph.feeder.feed(alpha, [dealRecord({ program: 'main' })], { area: 'DEAL' });
});

/** Asked of a benefit and of a deal, which both point to a membership. */
const QUERY = `{
  benefits { nodes { name membership { program { name } source { transport } } } }
  deals { nodes { name membership { program { name } source { transport } } } }
}`;

type Shown = Record<'benefits' | 'deals', { nodes: Array<{ name: string; membership: unknown }> }>;

async function shown(as = partner): Promise<unknown[]> {
  const { benefits, deals } = await graph.read<Shown>({ as, query: QUERY });
  expect([...benefits.nodes, ...deals.nodes].map(({ name }) => name)).toEqual([FULL_BENEFIT.name, 'A deal']);
  return [...benefits.nodes, ...deals.nodes].map(({ membership }) => membership);
}

const KNOWN = { program: { name: 'Alpha Partner Program' }, source: { transport: 'API' } };

describe('the membership behind a benefit or a deal', () => {
  test('is none, without an error, as long as no source has told of it', async () => {
    expect(await shown()).toEqual([null, null]);
    await graph.feeder.feed(alpha, [membershipRecord()], { area: 'MEMBERSHIP' });
    expect(await shown()).toEqual([KNOWN, KNOWN]);
  });

  test('is none, without an error, for whom it was not granted to', async () => {
    await graph.feeder.feed(alpha, [membershipRecord()], { area: 'MEMBERSHIP' });
    const other = await graph.tenants.addPartner();
    const grant = { from: partner, to: other, vendors: ['alpha'] } as const;
    await graph.tenants.grant({ ...grant, areas: ['BENEFIT', 'DEAL'] });
    expect(await shown(other)).toEqual([null, null]);
    await graph.tenants.grant({ ...grant, areas: ['MEMBERSHIP'] });
    expect(await shown(other)).toEqual([KNOWN, KNOWN]);
  });
});
