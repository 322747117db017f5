import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_VENDORS } from '../../demo/accounts.ts';
import { demoConnectionId } from '../../demo/seed.ts';
import { connectionById } from '../../sync/pull/connection-store.ts';
import { runConnection } from '../../sync/pull/run-connection.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { openMirrorHouse, type MirrorHouse } from '../support/mirror.ts';

const VENDORS = Object.keys(DEMO_VENDORS);

let house: MirrorHouse;
/** Where no vendor's address is; nobody may call it, whatever a vendor says. */
let trap: Server;
let trapped = 0;
let vendor: Server;
let asked = 0;

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let origin: string;
beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 1 });
  trap = createServer((_request, response) => response.end('{}'));
  trap.on('connection', () => (trapped += 1));
  const away = await listen(trap);
  const statuses = [301, 302, 303, 307, 308];
  vendor = createServer((_request, response) => {
    asked += 1;
    response.writeHead(statuses[asked % statuses.length] ?? 302, { location: `${away}/latest/meta-data` });
    response.end();
  });
  origin = await listen(vendor);
}, 60_000);
afterAll(async () => {
  for (const server of [trap, vendor]) {
    server.closeAllConnections();
    server.close();
  }
  await house.close();
});

describe('a vendor that answers every call with a redirect', () => {
  test.each(VENDORS)(
    '(%s) is called where configuration says and nowhere else: the run fails',
    async (id) => {
      const facts = ALL_WORKSHOPS.find((workshop) => workshop.facts.id === id)?.facts;
      const endpoints = Object.fromEntries(Object.keys(facts?.endpoints ?? {}).map((name) => [name, origin]));
      const row = await connectionById(house.db.database.kysely, demoConnectionId(1, id));
      if (!row) throw new Error(`there is no connection to ${id}`);
      const before = asked;
      const overrides = { endpoints: { [id]: endpoints }, downloadHosts: {} };
      expect(await runConnection({ ...house.runOptions, overrides }, row)).toBe('failed');
      expect(asked).toBeGreaterThan(before);
      expect(trapped).toBe(0);
    },
    60_000,
  );
});
