import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import { FILE_BOUNDS } from '../../../vendors/files/index.ts';
import { entriesOf, type WrittenEntry } from '../../platform/audit/support.ts';
import { openImportHouse, type ImportHouse } from '../../sync/imports/support/import-house.ts';
import { dealCsv } from '../../vendors/files/support/read-file.ts';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';
import { openTestServices } from '../support/services.ts';
import { TENANT } from '../support/tokens.ts';

let house: ImportHouse;
let gateway: RunningGateway;
const DELL = randomUUID();
const tenant = { partnerId: TENANT, connections: { dell: DELL } };
beforeAll(async () => {
  house = await openImportHouse();
  await house.db.addPartner(TENANT, 'A partner');
  await house.db.as(
    TENANT,
    (trx) =>
      sql`insert into connection (id, partner_id, vendor_id, next_attempt_at)
        values (${DELL}, ${TENANT}, 'dell', ${house.clock.now()})`.execute(trx),
    'partnergraph_sync',
  );
  const services = await openTestServices(house.db.url);
  gateway = await runGateway({ services: { ...services, imports: house.service } });
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await gateway.services.database.close();
  await house.close();
});

const FIELDS = { vendor: 'dell', area: 'DEAL', asOf: '2026-06-30' };
const FILE = dealCsv('D-1,Approved,Acme,,,');

function formOf(fields: Record<string, string>, file: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([file]), 'jane@example.com.csv');
  return form;
}

async function upload(form: FormData, scopes = 'imports:write'): Promise<{ status: number; id: string }> {
  const authorization = `Bearer ${await gateway.tokens.make(scopes)}`;
  const response = await fetch(`${gateway.url}/imports`, { method: 'POST', headers: { authorization }, body: form });
  return { status: response.status, id: String(((await response.json()) as { id?: string }).id) };
}

async function newEntries(work: () => Promise<unknown>): Promise<WrittenEntry[]> {
  const before = await entriesOf(house.db, TENANT);
  await work();
  return (await entriesOf(house.db, TENANT)).slice(before.length);
}

describe('an upload that is taken in', () => {
  test('is an entry with the import it became, written with it', async () => {
    let id = '';
    const entries = await newEntries(async () => {
      id = (await upload(formOf(FIELDS, FILE))).id;
    });
    expect(entries).toMatchObject([
      {
        action: 'uploadImport',
        outcome: 'DONE',
        actor: 'user:one',
        actor_partner: TENANT,
        target: id,
        detail: { vendor: 'dell', area: 'DEAL', asOf: '2026-06-30', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/jane|Acme/);
    await house.settled(tenant, String(rowIdOf('FileImport', id)));
  });

  test('is not taken in when its entry can not be written', async () => {
    const count = async () =>
      (await house.db.as(TENANT, (trx) => trx.selectFrom('file_import').select('id').execute())).length;
    const before = await count();
    const alter = (words: string) => sql.raw(`alter table audit ${words}`).execute(house.db.database.kysely);
    await alter('add constraint full_disk check (false) not valid');
    try {
      expect((await upload(formOf(FIELDS, FILE))).status).toBe(500);
    } finally {
      await alter('drop constraint full_disk');
    }
    expect(await count()).toBe(before);
  });
});

describe('an upload that is refused', () => {
  test.each<[string, () => Promise<{ status: number }>, object]>([
    ['for want of the scope', () => upload(formOf(FIELDS, FILE), 'deals:read'), { code: 'FORBIDDEN', status: 403 }],
    [
      'because it is for a connection of somebody else',
      () =>
        upload(formOf({ area: 'DEAL', asOf: '2026-06-30', connection: toNodeId('Connection', randomUUID()) }, FILE)),
      { code: 'NOT_FOUND', status: 404 },
    ],
    ['for what is in it', () => upload(formOf(FIELDS, 'a,b\r\n1,2\r\n')), { code: 'BAD_USER_INPUT', status: 400 }],
    [
      'for a field of its form',
      () => upload(formOf({ ...FIELDS, area: 'x' }, FILE)),
      { code: 'BAD_USER_INPUT', status: 400 },
    ],
  ])('%s, is an entry that says so', async (_title, send, detail) => {
    const entries = await newEntries(send);
    expect(entries).toMatchObject([{ action: 'uploadImport', outcome: 'REFUSED', target: null, detail }]);
  });

  test('is FAILED when it is a fault of ours, and tells nothing of the fault', async () => {
    const alter = (words: string) => sql.raw(`alter table file_import ${words}`).execute(house.db.database.kysely);
    await alter('add constraint full_disk check (false) not valid');
    const entries = await newEntries(async () => {
      expect((await upload(formOf(FIELDS, FILE))).status).toBe(500);
    }).finally(() => alter('drop constraint full_disk'));
    expect(entries).toMatchObject([{ action: 'uploadImport', outcome: 'FAILED', detail: null }]);
  });

  test('for the length that it tells is refused, and written, before any of it has come', async () => {
    const { hostname, port } = new URL(gateway.url);
    const token = await gateway.tokens.make('imports:write');
    const entries = await newEntries(async () => {
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST /imports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${2 * FILE_BOUNDS.uploadBytes}\r\n\r\n`,
      );
      const answer = await new Promise<string>((resolve) =>
        socket.once('data', (data) => resolve(data.toString('utf8'))),
      );
      socket.destroy();
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    });
    expect(entries).toMatchObject([{ action: 'uploadImport', detail: { code: 'PAYLOAD_TOO_LARGE', status: 413 } }]);
  });
});

describe('the end of an import', () => {
  const end = (mutation: string) => async (id: string) =>
    house.ask(tenant, `mutation ($id: ID!) { ${mutation}(id: $id) { errors { code } } }`, { id });

  async function uploaded(): Promise<string> {
    const { id } = await upload(formOf(FIELDS, FILE));
    await house.settled(tenant, String(rowIdOf('FileImport', id)));
    return id;
  }

  test('by a commit is an entry with what it changed; by a discard it is one too', async () => {
    const [kept, given] = [await uploaded(), await uploaded()];
    const entries = await newEntries(async () => {
      await end('commitImport')(kept);
      await end('discardImport')(given);
    });
    expect(entries).toMatchObject([
      {
        action: 'commitImport',
        outcome: 'DONE',
        target: kept,
        detail: { vendor: 'dell', area: 'DEAL', added: 1, updated: 0, deleted: 0 },
      },
      { action: 'discardImport', outcome: 'DONE', target: given, detail: null },
    ]);
  });

  test('that can not be is an entry with the reason, by its code', async () => {
    const id = await uploaded();
    await end('discardImport')(id);
    const entries = await newEntries(async () => {
      await end('commitImport')(id);
      await end('commitImport')(toNodeId('FileImport', randomUUID()));
    });
    expect(entries).toMatchObject([
      {
        action: 'commitImport',
        outcome: 'REFUSED',
        target: id,
        detail: { errors: [{ path: '/id', code: 'WRONG_STATE' }] },
      },
      { action: 'commitImport', outcome: 'REFUSED', detail: { errors: [{ path: '/id', code: 'NOT_FOUND' }] } },
    ]);
  });

  test('does not come about when its entry can not be written', async () => {
    const id = await uploaded();
    const alter = (words: string) => sql.raw(`alter table audit ${words}`).execute(house.db.database.kysely);
    await alter('add constraint full_disk check (false) not valid');
    await end('commitImport')(id).finally(() => alter('drop constraint full_disk'));
    expect((await house.settled(tenant, String(rowIdOf('FileImport', id)))).state).toBe('CHECKED');
    await end('discardImport')(id);
  });
});
