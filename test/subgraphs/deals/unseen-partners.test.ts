import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openGraphTest, type GraphTest } from '../support/open-graph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { dealRecord } from './records.ts';

let graph: GraphTest;
let owner: TestPartner;
let colleague: TestPartner;
let distributor: TestPartner;

beforeAll(async () => {
  graph = await openGraphTest();
});
afterAll(() => graph.close());
beforeEach(async () => {
  owner = await graph.tenants.addPartner('The owner');
  colleague = await graph.tenants.addPartner('A colleague');
  distributor = await graph.tenants.addPartner('A distributor');
  const alpha = await graph.tenants.connect(owner, 'alpha');
  await graph.feeder.feed(alpha, [dealRecord()], { area: 'DEAL' });
  await graph.tenants.as(owner, 'partnergraph_sync', (trx) =>
    sql`update deal set team = ${[owner.uuid, colleague.uuid]}, source_distributor_id = ${distributor.uuid}`.execute(
      trx,
    ),
  );
});

async function list(partner: TestPartner): Promise<void> {
  await graph.tenants.as(partner, 'partnergraph_app', (trx) =>
    sql`update partner set listed = true where id = ${partner.uuid}`.execute(trx),
  );
}

function deals(as: TestPartner, selection: string): Promise<unknown> {
  return graph.read({ as, query: `{ deals { nodes { ${selection} } } }` });
}

describe('a deal whose partners one does not all know', () => {
  test('shows of its team those that one knows, and is there itself', async () => {
    const seen = { deals: { nodes: [{ name: 'A deal', team: [{ name: 'The owner' }] }] } };
    expect(await deals(owner, 'name team { name }')).toEqual(seen);
    const grantee = await graph.tenants.addPartner('A grantee');
    await graph.tenants.grant({ from: owner, to: grantee, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await deals(grantee, 'name team { name }')).toEqual(seen);
    expect(await deals(grantee, 'team { id }')).toEqual({ deals: { nodes: [{ team: [{ id: owner.id }] }] } });
  });

  test('shows its whole team to whom knows all of it, in the order in which it was said', async () => {
    await list(colleague);
    expect(await deals(owner, 'team { name }')).toEqual({
      deals: { nodes: [{ team: [{ name: 'The owner' }, { name: 'A colleague' }] }] },
    });
  });

  test('has no distributor for whom does not know it, and no error', async () => {
    expect(await deals(owner, 'name distributor { name }')).toEqual({
      deals: { nodes: [{ name: 'A deal', distributor: null }] },
    });
    await list(distributor);
    expect(await deals(owner, 'distributor { name }')).toEqual({
      deals: { nodes: [{ distributor: { name: 'A distributor' } }] },
    });
  });
});
