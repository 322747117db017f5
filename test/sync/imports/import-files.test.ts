import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { csv, dealCsv, DEAL_HEADER } from '../../vendors/files/support/read-file.ts';
import { openImportHouse, type ImportHouse, type Tenant } from './support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

const TWO_DEALS = dealCsv('D-1,Approved,Acme,100,EUR,2026-12-31', 'D-2,Submitted,Bolt,,,');

describe('a file that was sent in', () => {
  test('is checked, and nothing of it is in the mirror before it is committed', async () => {
    const row = await house.checked(tenant, TWO_DEALS);
    expect(row).toMatchObject({ rows: 2, accepted: 2, added: 2, updated: 0, deleted: 0, as_of: '2026-06-30' });
    expect(await house.deals(tenant)).toEqual({});
    expect(await house.changes(tenant)).toEqual([]);
    const left = await house.db.as(tenant.partnerId, async (trx) => ({
      runs: await trx.selectFrom('sync_run').select('id').execute(),
      feeds: await trx.selectFrom('connection_feed').select('feed').execute(),
      payloads: await trx.selectFrom('vendor_payload').select('node_id').execute(),
    }));
    expect(left).toEqual({ runs: [], feeds: [], payloads: [] });
  });

  test('becomes records of its own date when it is committed, told as a complete run', async () => {
    const { id, connection_id } = await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-28' });
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'SUBMITTED' });
    const row = await house.row(tenant, id);
    const told = await house.db.as(tenant.partnerId, async (trx) => ({
      deal: await trx.selectFrom('deal').selectAll().where('remote_id', '=', 'D-1').executeTakeFirstOrThrow(),
      run: await trx.selectFrom('sync_run').selectAll().executeTakeFirstOrThrow(),
      feed: await trx.selectFrom('connection_feed').selectAll().executeTakeFirstOrThrow(),
      payload: await trx.selectFrom('vendor_payload').select('payload').execute(),
    }));
    expect(told.deal).toMatchObject({
      connection_id,
      feed: 'file:dell:deal',
      transport: 'FILE',
      fetched_at: new Date('2026-06-28T00:00:00Z'),
      value_amount: '100',
      status_exact: false,
    });
    expect(told.run).toMatchObject({ id: row.run_id, complete: true, full_run: true, fetched: 2, added: 2, calls: 0 });
    expect(told.feed).toMatchObject({
      area: 'DEAL',
      last_success_at: new Date('2026-06-28T00:00:00Z'),
      failure_code: null,
    });
    expect(told.payload.map(({ payload }) => payload.value)).toContainEqual(
      expect.objectContaining({ 'Deal registration ID': 'D-2', 'End customer': 'Bolt' }),
    );
    expect(await house.changes(tenant)).toMatchObject([
      { kind: 'DEAL', action: 'ADDED' },
      { kind: 'DEAL', action: 'ADDED' },
    ]);
    expect(await house.parts(tenant)).toBe(0);
  });

  test('of today counts as fetched no later than now', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-07-01' });
    const { fetched_at } = await house.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('deal').select('fetched_at').executeTakeFirstOrThrow(),
    );
    expect(fetched_at).toEqual(house.clock.now());
  });

  test('is the whole list: the preview and then the change log tell what came, changed and went', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    const before = (await house.changes(tenant)).length;
    const second = dealCsv('D-2,Approved,Bolt,,,', 'D-3,Draft,Cask,,,');
    const row = await house.checked(tenant, second, { asOf: '2026-06-15' });
    expect(row).toMatchObject({ added: 1, updated: 1, deleted: 1 });
    expect(await house.service.commit(tenant.partnerId, row.id)).toBeNull();
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'gone', 'D-2': 'APPROVED', 'D-3': 'DRAFT' });
    const log = (await house.changes(tenant)).slice(before);
    expect(log.map(({ action }) => action).toSorted()).toEqual(['ADDED', 'DELETED', 'UPDATED']);
    expect(log).toEqual(row.preview.value.map(({ row: _row, ...change }) => change));
  });

  test('twice is no change, and says so', async () => {
    const first = await house.committed(tenant, TWO_DEALS);
    const log = await house.changes(tenant);
    house.clock.advance(60_000);
    const accepted = await house.send(tenant, TWO_DEALS);
    expect(accepted.repeats).toBe(first.id);
    const again = await house.settled(tenant, accepted.id);
    expect(again).toMatchObject({ state: 'CHECKED', repeats: first.id, added: 0, updated: 0, deleted: 0 });
    expect(again.preview.value).toEqual([]);
    expect(await house.service.commit(tenant.partnerId, again.id)).toBeNull();
    expect(await house.changes(tenant)).toEqual(log);
  });

  test('that differs from one committed before in its order alone is no change either', async () => {
    await house.committed(tenant, TWO_DEALS);
    const [first = '', second = ''] = TWO_DEALS.trim().split('\r\n').slice(1);
    const row = await house.checked(tenant, dealCsv(second, first));
    expect(row).toMatchObject({ repeats: null, added: 0, updated: 0, deleted: 0 });
  });

  test('that brings back what was gone adds it again', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    await house.committed(tenant, dealCsv('D-2,Submitted,Bolt,,,'), { asOf: '2026-06-02' });
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-03' });
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'SUBMITTED' });
  });

  test('leaves what other feeds of the connection brought', async () => {
    await house.committed(tenant, csv('Reference,Program', 'M-1,Fund'), { area: 'BENEFIT' });
    await house.committed(tenant, TWO_DEALS);
    const benefits = await house.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('benefit').select(['remote_id', 'deleted_upstream']).execute(),
    );
    expect(benefits).toEqual([{ remote_id: 'M-1', deleted_upstream: false }]);
  });
});

describe('a row with a problem', () => {
  test('is left out and told; what is stored of its record stays as it is', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    const row = await house.checked(tenant, dealCsv('D-1,,Acme,,,', 'D-2,Won,Bolt,,,'));
    expect(row).toMatchObject({ rows: 2, accepted: 1, deleted: 0, updated: 1 });
    expect(row.problems.value).toMatchObject([{ row: 2, column: 'Status', code: 'REQUIRED' }]);
    expect(await house.service.commit(tenant.partnerId, row.id)).toBeNull();
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'WON' });
    const rejected = await house.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('rejected_record').select(['remote_id', 'path', 'problem']).execute(),
    );
    expect(rejected).toEqual([{ remote_id: 'D-1', path: '/Status', problem: 'REQUIRED in row 2' }]);
  });

  test('that can not even be named keeps everything: it may be any of the missing', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    const row = await house.committed(tenant, dealCsv(',Approved,Acme,,,', 'D-2,Submitted,Bolt,,,'));
    expect(row.deleted).toBe(0);
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'SUBMITTED' });
  });

  test('among too many is counted: a thousand problems are told', async () => {
    const rows = Array.from({ length: 1_300 }, (_unused, index) => `D-${index},,Acme,,,`);
    const row = await house.checked(tenant, dealCsv(...rows));
    expect(row).toMatchObject({ rows: 1_300, accepted: 0 });
    expect(row.problems.value).toHaveLength(1_000);
    expect(row.problems.value.at(-1)).toMatchObject({ row: 0, message: '302 further problems are not shown.' });
  });

  test('on every line leaves nothing to commit, and nothing that a commit would change', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    const row = await house.checked(tenant, dealCsv('D-1,,Acme,,,'));
    const { id } = row;
    expect(row).toMatchObject({ rows: 1, accepted: 0, added: 0, updated: 0, deleted: 0, preview: { value: [] } });
    expect(row.problems.value).toMatchObject([
      {
        row: 0,
        column: null,
        message: 'Not one row of the file could be accepted: it can not be committed, and nothing would change.',
      },
      { row: 2, column: 'Status' },
    ]);
    expect(await house.service.commit(tenant.partnerId, id)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'SUBMITTED' });
  });
});

describe('a file that can not be taken', () => {
  test.each([
    ['without a column that is needed', 'Name,Amount\r\nx,1\r\n', 'BAD_INPUT', /no column "Deal registration ID"/],
    ['that is neither CSV nor XLSX', '%PDF-1.7\u0000\u0001', 'UNSUPPORTED_TYPE', /neither CSV nor XLSX/],
    ['that holds nothing', '', 'BAD_INPUT', /empty/],
    ['that is half a workbook', 'PK\u0003\u0004 and so on', 'BAD_INPUT', /cut short/],
  ])('%s is refused at once, and nothing is kept', async (_name, content, kind, message) => {
    await expect(house.send(tenant, content)).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
    const rows = await house.db.as(tenant.partnerId, (trx) => trx.selectFrom('file_import').select('id').execute());
    expect(rows).toEqual([]);
  });

  test('further down ends REFUSED with the row where it broke off, and can not be committed', async () => {
    const good = Array.from({ length: 1_200 }, (_unused, index) => `D-${index},Approved,Acme,,,`);
    const content = `${dealCsv(...good)}D-x,Approved,"Acme`;
    const row = await house.checked(tenant, content, {}, 'REFUSED');
    expect(row.problems.value).toMatchObject([{ row: 1_202, column: null, code: 'INVALID' }]);
    expect(row.accepted).toBe(0);
    expect(await house.parts(tenant)).toBe(0);
    expect(await house.service.commit(tenant.partnerId, row.id)).toEqual({
      code: 'WRONG_STATE',
      message: 'The import is REFUSED and can no longer be committed.',
    });
  });

  test('because it has no rows is REFUSED: it would delete everything', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-01' });
    const row = await house.checked(tenant, csv(DEAL_HEADER), {}, 'REFUSED');
    expect(row.problems.value[0]?.message).toMatch(/an empty one would delete everything/);
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED', 'D-2': 'SUBMITTED' });
  });
});

describe('what is said of a file', () => {
  test('must be a date that has come', async () => {
    await expect(house.send(tenant, TWO_DEALS, { asOf: '2026-07-02' })).rejects.toMatchObject({ kind: 'BAD_INPUT' });
  });

  test('must not be older than the last committed one', async () => {
    await house.committed(tenant, TWO_DEALS, { asOf: '2026-06-10' });
    await expect(house.send(tenant, TWO_DEALS, { asOf: '2026-06-09' })).rejects.toMatchObject({
      kind: 'OUTDATED',
      message: 'asOf: the file of 2026-06-10 has been committed, which is newer than 2026-06-09.',
    });
  });

  test('must be an area that files are taken for', async () => {
    await expect(house.send(tenant, TWO_DEALS, { vendor: 'aws' })).rejects.toThrow(
      'area: of AWS files are taken for TIER, not for DEAL.',
    );
    await expect(house.send(tenant, TWO_DEALS, { area: 'LEAD' })).rejects.toThrow(
      'area: of Dell Technologies files are taken for MEMBERSHIP, TIER, BENEFIT, FUND, DEAL, not for LEAD.',
    );
  });

  test("must be one of the tenant's own connections", async () => {
    const other = await house.addTenant();
    const missing = { kind: 'NOT_FOUND' };
    await expect(house.send(tenant, TWO_DEALS, { vendor: 'nobody' })).rejects.toMatchObject(missing);
    const target = { connectionId: String(other.connections['dell']) };
    await expect(house.send(tenant, TWO_DEALS, { target })).rejects.toMatchObject(missing);
    await house.db.as(other.partnerId, (trx) =>
      trx
        .insertInto('access_grant')
        .values({
          grantor_id: other.partnerId,
          grantee_id: tenant.partnerId,
          vendors: ['dell'],
          areas: ['DEAL'],
          level: 'FULL',
          expires_on: null,
          revoked_at: null,
        })
        .execute(),
    );
    await expect(house.send(tenant, TWO_DEALS, { target })).rejects.toMatchObject(missing);
  });

  test('may be the connection itself in place of its vendor', async () => {
    const target = { connectionId: String(tenant.connections['dell']) };
    expect(await house.committed(tenant, TWO_DEALS, { target })).toMatchObject({
      vendor_id: 'dell',
      state: 'COMMITTED',
    });
  });
});

describe("a connection's own column map", () => {
  const GERMAN = csv('Vorgang;Stand;Endkunde;Wert;Währung', 'V-1;Genehmigt;Acme;1.000,50;EUR');
  const MAP = {
    columns: { id: 'Vorgang', status: 'Stand', customer: 'Endkunde', amount: 'Wert', currency: 'Währung' },
    words: { status: { Genehmigt: 'APPROVED' } },
    decimalMark: ',',
  };

  test('stays with the connection once a file that it was sent with is committed, until it is taken back', async () => {
    await expect(house.send(tenant, GERMAN)).rejects.toThrow(/no column/);
    const { id } = await house.checked(tenant, GERMAN, { map: MAP });
    await expect(house.send(tenant, GERMAN)).rejects.toThrow(/no column/);
    await house.service.commit(tenant.partnerId, id);
    expect(await house.send(tenant, GERMAN)).toMatchObject({ repeats: id });
    await expect(house.send(tenant, GERMAN, { map: {} })).rejects.toThrow(/no column/);
    const [deal] = await house.db.as(tenant.partnerId, (trx) => trx.selectFrom('deal').selectAll().execute());
    expect(deal).toMatchObject({ remote_id: 'V-1', status: 'APPROVED', status_exact: true, value_amount: '1000.5' });
  });

  test('makes the same file another one', async () => {
    await house.committed(tenant, TWO_DEALS);
    const map = { words: { status: { Submitted: 'IN_REVIEW' } } };
    const row = await house.checked(tenant, TWO_DEALS, { map });
    expect(row).toMatchObject({ repeats: null, updated: 1 });
  });

  test('that is wrong is refused by its member', async () => {
    await expect(house.send(tenant, TWO_DEALS, { map: { dateFormat: 'soon' } })).rejects.toMatchObject({
      kind: 'BAD_INPUT',
      message: expect.stringMatching(/^map\/dateFormat: /),
    });
  });
});
