import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dealCsv } from '../../vendors/files/support/read-file.ts';
import { importNode, openImportHouse, type ImportHouse, type Tenant } from './support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

const FIELDS = `__typename id state area asOf rows accepted added updated deleted vendor { id }
  problems { row column code message } repeats { id state }
  preview { cursor action kind at nodeId fields record { __typename ... on Deal { id } } }`;
const NODE = `query ($id: ID!) { node(id: $id) { __typename ... on FileImport { ${FIELDS} } } }`;
const COMMIT = `mutation ($id: ID!) { commitImport(id: $id) { fileImport { ${FIELDS} } errors { path code message } } }`;
const DISCARD = `mutation ($id: ID!) { discardImport(id: $id) { fileImport { state } errors { path code message } } }`;
const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on FileImport { state } } }`;

describe('an import in the graph', () => {
  test('shows its problems and what a commit would change; nothing that it adds is a record yet', async () => {
    await house.committed(tenant, dealCsv('D-1,Approved,Acme,,,'), { asOf: '2026-06-01' });
    const row = await house.checked(tenant, dealCsv('D-1,Won,Acme,,,', 'D-2,Draft,Bolt,,,', 'D-3,,Cask,,,'));
    const { data, errors } = await house.ask(tenant, NODE, { id: importNode(row.id) });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      node: {
        __typename: 'FileImport',
        state: 'CHECKED',
        area: 'DEAL',
        asOf: '2026-06-30',
        rows: 3,
        accepted: 2,
        added: 1,
        updated: 1,
        deleted: 0,
        vendor: { id: 'dell' },
        repeats: null,
        problems: [{ row: 4, column: 'Status', code: 'REQUIRED', message: 'Status: expected a value, came nothing.' }],
      },
    });
    const { preview } = (data as { node: { preview: Array<Record<string, unknown>> } }).node;
    expect(preview).toHaveLength(2);
    expect(preview.find(({ action }) => action === 'ADDED')).toMatchObject({ cursor: '', kind: 'DEAL', record: null });
    const updated = preview.find(({ action }) => action === 'UPDATED');
    expect(updated).toMatchObject({
      at: '2026-06-30T00:00:00.000Z',
      record: { __typename: 'Deal', id: updated?.['nodeId'] },
    });
    expect(updated?.['fields']).toContain('dealStatus');
  });

  test('shows the rows of the file behind what it adds and changes, to who may see payloads, until it has ended', async () => {
    await house.committed(tenant, dealCsv('D-1,Approved,Acme,,,', 'D-0,Draft,Gone,,,'), { asOf: '2026-06-01' });
    const { id } = await house.checked(tenant, dealCsv('D-1,Won,Acme,,,', 'D-2,Draft,Bolt,,,'));
    const query = `query ($id: ID!) { node(id: $id) { ... on FileImport { preview { action row } } } }`;
    const rows = async (): Promise<unknown> => {
      const { data } = await house.ask(tenant, query, { id: importNode(id) });
      const { preview } = (data as { node: { preview: Array<{ action: string; row: unknown }> } }).node;
      return Object.fromEntries(preview.map(({ action, row }) => [action, row]));
    };
    expect(await rows()).toEqual({
      ADDED: expect.objectContaining({ 'Deal registration ID': 'D-2', Status: 'Draft' }),
      UPDATED: expect.objectContaining({ 'Deal registration ID': 'D-1', Status: 'Won' }),
      DELETED: null,
    });
    const without = await house.ask(tenant, query, { id: importNode(id) }, { scopes: ['deals:read', 'imports:write'] });
    expect(without.errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', requiredScope: 'raw:read' } });
    expect((await house.ask(tenant, DISCARD, { id: importNode(id) })).errors).toEqual([]);
    expect(await rows()).toEqual({ ADDED: null, UPDATED: null, DELETED: null });
  });

  test('shows at most a hundred changes, and the number of all', async () => {
    const rows = Array.from({ length: 260 }, (_unused, index) => `D-${index},Approved,Acme,,,`);
    const row = await house.checked(tenant, dealCsv(...rows));
    const { data } = await house.ask(tenant, NODE, { id: importNode(row.id) });
    expect(data).toMatchObject({ node: { added: 260, preview: { length: 100 } } });
  });

  test('is committed by its id, and shown as it is then', async () => {
    const { id } = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    const { data } = await house.ask(tenant, COMMIT, { id: importNode(id) });
    expect(data).toMatchObject({ commitImport: { fileImport: { state: 'COMMITTED', added: 1 }, errors: [] } });
    const repeat = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    expect((await house.ask(tenant, NODE, { id: importNode(repeat.id) })).data).toMatchObject({
      node: { repeats: { id: importNode(id), state: 'COMMITTED' }, preview: [] },
    });
  });

  test('that can not be ended tells why as data', async () => {
    const { id } = await house.committed(tenant, dealCsv('D-1,Approved,Acme,,,'));
    expect((await house.ask(tenant, DISCARD, { id: importNode(id) })).data).toEqual({
      discardImport: {
        fileImport: { state: 'COMMITTED' },
        errors: [
          {
            path: '/id',
            code: 'WRONG_STATE',
            message: 'The import has been committed: there is nothing left to discard.',
          },
        ],
      },
    });
    for (const wrong of ['nonsense', importNode('00000000-0000-4000-8000-000000000000')]) {
      expect((await house.ask(tenant, COMMIT, { id: wrong })).data).toMatchObject({
        commitImport: { fileImport: null, errors: [{ path: '/id', code: 'NOT_FOUND' }] },
      });
    }
  });

  test('is nobody else’s: neither as a node, nor as an entity, nor to be ended', async () => {
    const { id } = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    const other = await house.addTenant();
    await house.db.as(tenant.partnerId, (trx) =>
      trx
        .insertInto('access_grant')
        .values({
          grantor_id: tenant.partnerId,
          grantee_id: other.partnerId,
          vendors: ['dell'],
          areas: ['DEAL'],
          level: 'FULL',
          expires_on: null,
          revoked_at: null,
        })
        .execute(),
    );
    expect((await house.ask(other, NODE, { id: importNode(id) })).data).toEqual({ node: null });
    const representations = [{ __typename: 'FileImport', id: importNode(id) }];
    expect((await house.ask(other, ENTITY, { representations })).data).toEqual({ _entities: [null] });
    expect((await house.ask(other, COMMIT, { id: importNode(id) })).data).toMatchObject({
      commitImport: { fileImport: null, errors: [{ code: 'NOT_FOUND' }] },
    });
    expect((await house.ask(tenant, ENTITY, { representations })).data).toEqual({ _entities: [{ state: 'CHECKED' }] });
  });

  test('needs the scope to send files in, to be seen and to be ended', async () => {
    const { id } = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    for (const query of [NODE, COMMIT, DISCARD]) {
      const { errors } = await house.ask(tenant, query, { id: importNode(id) }, { scopes: ['connections:admin'] });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'imports:write' });
    }
  });

  test('can be looked at but not ended where nobody takes files in', async () => {
    const { id } = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    const without = { withoutImports: true };
    expect((await house.ask(tenant, NODE, { id: importNode(id) }, without)).data).toMatchObject({ node: { rows: 1 } });
    const { errors } = await house.ask(tenant, COMMIT, { id: importNode(id) }, without);
    expect(errors[0]).toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  });

  test('gives its rows to nobody before they are committed: the role of the graph can not even read them', async () => {
    await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    await expect(
      house.db.as(tenant.partnerId, (trx) => trx.selectFrom('file_import_part').selectAll().execute()),
    ).rejects.toThrow(/permission denied/);
  });
});
