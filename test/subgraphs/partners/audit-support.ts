import type { SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

/** An entry as it is stored. */
export interface Told {
  readonly at: Date;
  readonly actor: string;
  readonly actor_partner: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly detail: unknown;
}

/** A tenant's log, oldest first. */
export async function auditOf(room: SubgraphTest, partner: TestPartner): Promise<Told[]> {
  return room.tenants.as(partner, 'partnergraph_app', (trx) =>
    trx
      .selectFrom('audit')
      .select(['at', 'actor', 'actor_partner', 'action', 'target', 'outcome', 'detail'])
      .orderBy('seq')
      .execute(),
  );
}
