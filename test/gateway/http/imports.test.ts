import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { toNodeId, rowIdOf } from '../../../platform/ids/node-id.ts';
import type { ImportService } from '../../../platform/imports/contract.ts';
import { ImportRefused } from '../../../platform/imports/import-refused.ts';
import { FILE_BOUNDS } from '../../../vendors/files/index.ts';
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
      trx
        .insertInto('connection')
        .values({
          id: DELL,
          partner_id: TENANT,
          vendor_id: 'dell',
          running_since: null,
          last_attempt_at: null,
          last_success_at: null,
          next_attempt_at: house.clock.now(),
        })
        .execute(),
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

// A process checks only so many files at a time: the next test begins when those of the last one have ended.
afterEach(async () => {
  const rows = await house.db.as(TENANT, (trx) => trx.selectFrom('file_import').select('id').execute());
  for (const { id } of rows) await house.settled(tenant, id);
});

const FILE = dealCsv('D-1,Approved,Acme,,,');
const GOOD = { vendor: 'dell', area: 'DEAL', asOf: '2026-06-30' } as const;

type Fields = Readonly<Record<string, string>>;

function formOf(fields: Fields, file: string | Uint8Array | null = FILE, name = 'file'): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (file !== null)
    form.append(name, new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'export.csv');
  return form;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    id?: string;
    repeats?: string | null;
    errors?: Array<{ message: string; extensions: { code: string } }>;
  };
}

async function post(
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
  scopes = 'imports:write',
): Promise<Reply> {
  const authorization = `Bearer ${await gateway.tokens.make(scopes)}`;
  const response = await fetch(`${gateway.url}/imports`, {
    method: 'POST',
    headers: { authorization, ...headers },
    body,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

function refusalOf({ status, body }: Reply): [number, string | undefined, string | undefined] {
  return [status, body.errors?.[0]?.extensions.code, body.errors?.[0]?.message];
}

describe('POST /imports', () => {
  test('takes a file in and answers with the id that tells of it', async () => {
    const { status, headers, body } = await post(formOf(GOOD));
    expect(status).toBe(201);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({ id: expect.any(String), repeats: null });
    const id = String(rowIdOf('FileImport', String(body.id)));
    expect(await house.settled(tenant, id)).toMatchObject({ state: 'CHECKED', accepted: 1, sent_by: 'user:one' });
  });

  test('says when the file has been committed before', async () => {
    const first = await house.committed(tenant, FILE);
    const { body } = await post(formOf({ area: 'DEAL', asOf: '2026-06-30', connection: toNodeId('Connection', DELL) }));
    expect(body.repeats).toBe(toNodeId('FileImport', first.id));
  });

  test('takes a column map as text or as JSON', async () => {
    const map = JSON.stringify({ columns: { id: 'Vorgang' } });
    const file = FILE.replace('Deal registration ID', 'Vorgang');
    expect((await post(formOf({ ...GOOD, map }, file))).status).toBe(201);
    const typed = (json: string): string =>
      [
        ...Object.entries(GOOD).map(
          ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}`,
        ),
        `--x\r\ncontent-disposition: form-data; name="map"\r\ncontent-type: application/json\r\n\r\n${json}`,
        `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${file}`,
        '--x--\r\n',
      ].join('\r\n');
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await post(typed(map), type)).status).toBe(201);
    expect(refusalOf(await post(typed('{'), type)).slice(0, 2)).toEqual([400, 'BAD_USER_INPUT']);
  });

  test('wants a token as the graph does, and the scope to send files in', async () => {
    const response = await fetch(`${gateway.url}/imports`, { method: 'POST', body: formOf(GOOD) });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(refusalOf(await post(formOf(GOOD), {}, 'connections:admin'))).toEqual([
      403,
      'FORBIDDEN',
      'This needs the scope imports:write, which the token does not have.',
    ]);
  });

  test.each<[Fields, string]>([
    [
      { area: 'DEAL', asOf: '2026-06-30' },
      'connection: expected the id of a connection, or a vendor in its place, came nothing.',
    ],
    [{ ...GOOD, connection: 'x' }, 'vendor: expected nothing beside a connection, came "dell".'],
    [{ area: 'DEAL', asOf: '2026-06-30', connection: 'x' }, 'connection: expected the id of a connection, came "x".'],
    [
      { vendor: 'dell', asOf: '2026-06-30' },
      'area: expected one of MEMBERSHIP, TIER, CERTIFICATION, BENEFIT, FUND, DEAL, LEAD, SPECIAL_BID, came nothing.',
    ],
    [
      { ...GOOD, asOf: '30.06.2026' },
      'asOf: expected the date on which the vendor wrote the file, such as 2026-03-31, came "30.06.2026".',
    ],
    [{ ...GOOD, map: '{' }, 'map: expected JSON, came "{".'],
    [
      { ...GOOD, map: '{"sheets":1}' },
      'map/: expected one of columns, constants, words, dateFormat, decimalMark, sheet, came "sheets".',
    ],
    [{ ...GOOD, note: 'x' }, 'form: expected parts named connection, vendor, area, asOf, map, file, came "note".'],
    [
      { ...GOOD, area: 'LEAD' },
      'area: of Dell Technologies files are taken for MEMBERSHIP, TIER, BENEFIT, FUND, DEAL, not for LEAD.',
    ],
  ])('refuses %j with 400 and the reason', async (fields, message) => {
    expect(refusalOf(await post(formOf(fields)))).toEqual([400, 'BAD_USER_INPUT', message]);
  });

  test('refuses a form without a file, with two, or with one under another name', async () => {
    expect(refusalOf(await post(formOf(GOOD, null)))).toEqual([
      400,
      'BAD_USER_INPUT',
      'file: expected a part with a file, came nothing.',
    ]);
    expect(refusalOf(await post(formOf(GOOD, FILE, 'upload')))[0]).toBe(400);
    const two = formOf(GOOD);
    two.append('file', new Blob([FILE]), 'second.csv');
    expect((await post(two)).status).toBe(400);
    const twice = formOf(GOOD);
    twice.append('area', 'DEAL');
    expect(refusalOf(await post(twice))).toEqual([
      400,
      'BAD_USER_INPUT',
      'area: expected one part of this name, came "two of them".',
    ]);
  });

  test('refuses a file with wrong columns with 400, and what is no CSV or XLSX with 415', async () => {
    expect(refusalOf(await post(formOf(GOOD, 'Name,Amount\nx,1\n')))).toEqual([
      400,
      'BAD_USER_INPUT',
      'The file has no column "Deal registration ID", "Status", "End customer". Its columns are "Name", "Amount".',
    ]);
    expect(refusalOf(await post(formOf(GOOD, '%PDF-1.7 \u0000')))).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'The file is neither CSV nor XLSX.',
    ]);
  });

  test('refuses more than ten mebibytes with 413', async () => {
    const reply = await post(formOf(GOOD, Buffer.alloc(FILE_BOUNDS.uploadBytes + 1, 'a')));
    expect(refusalOf(reply)).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
      'The file is larger than the 10485760 bytes that are accepted.',
    ]);
  });

  test('takes a file of several mebibytes, which is more than the graph takes', async () => {
    const rows = Array.from({ length: 40_000 }, (_unused, index) => `D-${index},Approved,${'x'.repeat(60)},,,`);
    const { status, body } = await post(formOf(GOOD, dealCsv(...rows)));
    expect(status).toBe(201);
    await house.service.discard(TENANT, String(rowIdOf('FileImport', String(body.id))));
  });

  test.each(['application/json', 'text/csv', 'application/x-www-form-urlencoded', 'application/octet-stream'])(
    'refuses a body of the type %s with 415',
    async (type) => {
      expect(refusalOf(await post(FILE, { 'content-type': type }))).toEqual([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        'The file must be sent as multipart/form-data.',
      ]);
    },
  );

  test('refuses a form that is cut short or has no boundary with 400', async () => {
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDeal';
    expect(refusalOf(await post(part, { 'content-type': 'multipart/form-data; boundary=x' })).slice(0, 2)).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    expect((await post(part, { 'content-type': 'multipart/form-data' })).status).toBe(400);
  });

  test('answers an older file with 409, and an unknown connection with 404', async () => {
    expect(refusalOf(await post(formOf({ ...GOOD, asOf: '2026-06-01' }))).slice(0, 2)).toEqual([409, 'BAD_USER_INPUT']);
    expect(refusalOf(await post(formOf({ ...GOOD, vendor: 'nobody' }))).slice(0, 2)).toEqual([404, 'NOT_FOUND']);
  });

  test('survives a caller that goes away in the middle of its file', async () => {
    const token = await gateway.tokens.make('imports:write');
    const { hostname, port } = new URL(gateway.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(
          `POST /imports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 5000\r\n\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDeal`,
          () => socket.destroy(),
        );
      });
      socket.once('close', () => resolve());
      socket.once('error', reject);
    });
    expect((await post(formOf(GOOD))).status).toBe(201);
  });

  test('asks a caller to come again when too much is under way, and tells no fault of ours', async () => {
    const answers = [
      new ImportRefused('BUSY', 'Other files are being checked.', 10),
      new Error('connect ECONNREFUSED 10.1.2.3'),
    ];
    const imports: ImportService = { ...house.service, accept: () => Promise.reject(answers.shift()) };
    const busy = await runGateway({ services: { ...gateway.services, imports }, tokens: gateway.tokens });
    const authorization = `Bearer ${await gateway.tokens.make('imports:write')}`;
    const ask = (): Promise<Response> =>
      fetch(`${busy.url}/imports`, { method: 'POST', headers: { authorization }, body: formOf(GOOD) });
    const first = await ask();
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await first.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    const second = await ask();
    expect(second.status).toBe(500);
    expect(await second.text()).not.toMatch(/ECONNREFUSED/);
    await busy.stop();
  });

  test('is not there where nobody takes files in', async () => {
    const without = await runGateway();
    const response = await fetch(`${without.url}/imports`, { method: 'POST', body: formOf(GOOD) });
    expect(response.status).toBe(404);
    await without.stop();
  });

  test('leaves the graph as it was: no form is read there, no JSON here', async () => {
    const authorization = `Bearer ${await gateway.tokens.make()}`;
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization },
      body: formOf(GOOD),
    });
    expect(response.status).toBe(415);
    expect((await gateway.ask('{ orders(first: 1) { id } }')).status).toBe(200);
  });
});
