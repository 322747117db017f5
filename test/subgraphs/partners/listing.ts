import { sql } from 'kysely';
import type { SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

/** A partner that agreed to be found by others. */
export async function listedPartner(room: SubgraphTest, name: string): Promise<TestPartner> {
  const partner = await room.tenants.addPartner(name);
  await setListed(room, partner, true);
  return partner;
}

/** What a partner agrees to, it may take back. */
export async function setListed(room: SubgraphTest, partner: TestPartner, listed: boolean): Promise<void> {
  await room.tenants.as(partner, 'partnergraph_app', (trx) =>
    sql`update partner set listed = ${listed} where id = ${partner.uuid}`.execute(trx),
  );
}
