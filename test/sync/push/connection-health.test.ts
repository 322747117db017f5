import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { forgetIdleSignIns, forgetSignInRefused, tellSignInRefused } from '../../../sync/push/sign-in.ts';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection } from '../../subgraphs/support/tenants.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [connectionsModule], ingests: [] });
});
afterAll(() => room.close());

interface Seen {
  readonly connectionStatus: string;
  readonly lastError: { readonly code: string; readonly message: string; readonly retryAfterSeconds: number } | null;
}

async function seen(connection: TestConnection): Promise<Seen | undefined> {
  const query = '{ connections { connectionStatus lastError { code message retryAfterSeconds } } }';
  const { connections } = await room.read<{ connections: Seen[] }>({ as: connection.partner, query });
  return connections[0];
}

async function refuse(connection: TestConnection): Promise<void> {
  const now = room.clock.now();
  const told = { message: 'Sign in again.', retryAt: new Date(now.getTime() + 300_000), now };
  await room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
    tellSignInRefused(trx, rowOf(connection), told),
  );
}

function rowOf({ id, partner, vendor }: TestConnection) {
  return { connection_id: id, partner_id: partner.uuid, vendor_id: vendor, area: 'DEAL' };
}

test('a connection that is read well says AUTH_EXPIRED while its writes are refused, and is healthy again afterwards', async () => {
  const connection = await room.tenants.connect(await room.tenants.addPartner(), 'alpha');
  await room.tenants.reportFeed(connection, { feed: 'deals', area: 'DEAL' });
  expect(await seen(connection)).toEqual({ connectionStatus: 'HEALTHY', lastError: null });
  await refuse(connection);
  await refuse(connection);
  expect(await seen(connection)).toEqual({
    connectionStatus: 'AUTH_EXPIRED',
    lastError: { code: 'AUTH_EXPIRED', message: 'Sign in again.', retryAfterSeconds: 300 },
  });
  await room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
    forgetSignInRefused(trx, { connection_id: connection.id }),
  );
  expect(await seen(connection)).toEqual({ connectionStatus: 'HEALTHY', lastError: null });
});

test('what is told of writes goes once nothing waits to be sent over the connection any more', async () => {
  const connection = await room.tenants.connect(await room.tenants.addPartner(), 'alpha');
  await room.tenants.reportFeed(connection, { feed: 'deals', area: 'DEAL' });
  await refuse(connection);
  await room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
    forgetIdleSignIns(trx, connection.partner.uuid),
  );
  expect(await seen(connection)).toEqual({ connectionStatus: 'HEALTHY', lastError: null });
});
