import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MembershipRecord } from '../../../../platform/records/records.ts';
import { programAccount, relationship } from '../support/partner-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

const SELLER = programAccount('pma-seller', { program: 'DISTRIBUTION_SELLER' });

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

async function pull(...items: object[]): Promise<Pulled> {
  server.on('ListProgramManagementAccounts', () => ({ body: { items, nextToken: null } }));
  return pullAll(opened.session, 'resale-programs');
}

function relate(...items: unknown[]): void {
  server.on('ListRelationships', () => ({ body: { items, nextToken: null } }));
}

function distributors({ records }: Pulled): unknown[] {
  return records.map(({ record }) => (record as MembershipRecord).distributor);
}

test('each resale program has its code, and tells whether one buys from AWS or through a distributor', async () => {
  relate();
  const { records } = await pull(
    programAccount('pma-1'),
    programAccount('pma-2', { program: 'DISTRIBUTION' }),
    programAccount('pma-3', { program: 'DISTRIBUTION_SELLER' }),
  );
  const told = records.map(({ record }) => record as MembershipRecord);
  expect(told.map(({ program, distribution }) => [program, distribution])).toEqual([
    ['solution-provider', 'ONE_TIER'],
    ['distribution', 'ONE_TIER'],
    ['distribution-seller', 'TWO_TIER'],
  ]);
  expect(told[0]).toMatchObject({
    remoteId: 'pma-1',
    remoteVersion: '3',
    remoteUpdatedAt: '2026-01-10T00:00:00.000Z',
    portfolio: null,
    tier: null,
    distributor: null,
  });
});

test('an account that does not take part yet, or no longer, is no membership', async () => {
  const { records, broken } = await pull(
    programAccount('pma-1', { status: 'PENDING' }),
    programAccount('pma-2', { status: 'INACTIVE' }),
    programAccount('pma-3', { status: 'UNDER_REVIEW' }),
    programAccount('pma-4', { program: 'DISTRIBUTION', status: null }),
  );
  expect(records.map(({ record }) => record.remoteId)).toEqual(['pma-3', 'pma-4']);
  expect(broken).toEqual([]);
});

test('a program that has no code here is kept out and counted', async () => {
  const { records, broken } = await pull(programAccount('pma-1', { program: 'MARKETPLACE' }), programAccount('pma-2'));
  expect(records.map(({ record }) => record.remoteId)).toEqual(['pma-2']);
  expect(broken.map((item) => item.malformed)).toEqual([
    { remoteId: 'pma-1', path: '/items/0/program', problem: 'expected a known resale program, got another string' },
  ]);
});

test('the distributor of a distribution seller is the account that holds the relationship', async () => {
  relate(relationship('444455556666', '111122223333'));
  const pulled = await pull(SELLER);
  expect(distributors(pulled)).toEqual([{ scheme: 'AWS_ACCOUNT', value: '444455556666', name: null }]);
  expect(pulled.records[0]?.payload).toEqual({
    programManagementAccounts: [SELLER],
    relationships: [relationship('444455556666', '111122223333')],
  });
  expect(server.requests.at(-1)?.input).toMatchObject({
    associationTypes: ['DOWNSTREAM_SELLER'],
    associatedAccountIds: ['111122223333'],
  });
});

test.each([
  ['no relationship', []],
  ['a relationship of its own', [relationship('111122223333', '111122223333')]],
  ['a relationship of another seller', [relationship('444455556666', '777788889999')]],
  ['two distributors', [relationship('444455556666', '111122223333'), relationship('222233334444', '111122223333')]],
  ['a relationship without an ARN', [{ ...relationship('444455556666', '111122223333'), arn: null }]],
  ['a relationship with a wrong shape', [{ arn: 7 }]],
])('with %s the distributor is not known, and none is made up', async (_, relationships) => {
  relate(...relationships);
  expect(distributors(await pull(SELLER))).toEqual([null]);
});

test('relationships are asked for only when there is a distribution seller', async () => {
  await pull(programAccount('pma-1'));
  expect(server.countOf('ListRelationships')).toBe(0);
});

test('a key that may not list relationships still reads memberships', async () => {
  server.on('ListRelationships', () => wireError(403, 'AccessDeniedException'));
  expect(distributors(await pull(SELLER))).toEqual([null]);
});

test('a failing AWS ends the run rather than a membership losing its distributor', async () => {
  server.on('ListRelationships', () => wireError(500, 'InternalServerException'));
  await expect(pull(SELLER)).rejects.toMatchObject({ kind: 'upstream_error', operation: 'ListRelationships' });
});

describe('several accounts of one program', () => {
  const started = (id: string, startDate: string | null, more: object = {}): object =>
    programAccount(id, { startDate, ...more });

  function onPages(...pages: ReadonlyArray<readonly object[]>): void {
    server.on('ListProgramManagementAccounts', ({ input }) => {
      const index = Number(input['nextToken'] ?? 0);
      return { body: { items: pages[index], nextToken: index + 1 < pages.length ? String(index + 1) : null } };
    });
  }

  test('are one membership, led by the active one that started first; the payload has all', async () => {
    const later = started('pma-a', '2025-06-01T00:00:00Z');
    const first = started('pma-b', '2024-02-01T00:00:00Z', { revision: '9', updatedAt: '2026-03-01T00:00:00Z' });
    const unknown = started('pma-c', null);
    const { records, broken } = await pull(later, first, unknown);
    expect(broken).toEqual([]);
    expect(records).toEqual([
      {
        record: expect.objectContaining({
          remoteId: 'pma-b',
          remoteVersion: '9',
          remoteUpdatedAt: '2026-03-01T00:00:00.000Z',
          program: 'solution-provider',
        }),
        payload: { programManagementAccounts: [first, later, unknown], relationships: [] },
      },
    ]);
  });

  test('are one membership also when AWS lists them on several pages, which come as one', async () => {
    onPages([started('pma-a', '2025-06-01T00:00:00Z')], [], [started('pma-b', '2024-02-01T00:00:00Z')]);
    const { pages, records } = await pullAll(opened.session, 'resale-programs');
    expect(pages.map(({ items, resume, calls }) => [items.length, resume, calls])).toEqual([[1, null, 3]]);
    expect(records.map(({ record }) => record.remoteId)).toEqual(['pma-b']);
  });

  test('an account in a state that has no name here leads only where none is active', async () => {
    const odd = { status: 'UNDER_REVIEW' };
    const mixed = await pull(started('pma-a', '2023-01-01T00:00:00Z', odd), started('pma-b', '2025-01-01T00:00:00Z'));
    expect(mixed.records.map(({ record }) => record.remoteId)).toEqual(['pma-b']);
    const all = await pull(
      started('pma-a', '2023-01-01T00:00:00Z', odd),
      started('pma-b', '2022-01-01T00:00:00Z', odd),
    );
    expect(all.records.map(({ record }) => record.remoteId)).toEqual(['pma-b']);
  });

  test('of accounts that started at the same time the same one leads, whatever their order', async () => {
    const pair = [programAccount('pma-x'), programAccount('pma-b')] as const;
    const there = await pull(pair[0], pair[1]);
    const back = await pull(pair[1], pair[0]);
    expect(there.records.map(({ record }) => record.remoteId)).toEqual(['pma-b']);
    expect(back.records).toEqual(there.records);
  });

  test('a seller under two distributors has a membership under each', async () => {
    const seller = { program: 'DISTRIBUTION_SELLER' };
    relate(relationship('444455556666', '111122223333'), relationship('555566667777', '222233334444'));
    const pulled = await pull(
      programAccount('pma-1', { ...seller, accountId: '111122223333' }),
      programAccount('pma-2', { ...seller, accountId: '222233334444' }),
      programAccount('pma-3', { ...seller, accountId: '111122223333' }),
    );
    expect(distributors(pulled)).toEqual([
      { scheme: 'AWS_ACCOUNT', value: '444455556666', name: null },
      { scheme: 'AWS_ACCOUNT', value: '555566667777', name: null },
    ]);
    expect(pulled.records.map(({ record }) => record.remoteId)).toEqual(['pma-1', 'pma-2']);
  });

  test('a broken account is counted and the others still make their membership', async () => {
    const { records, broken } = await pull(programAccount('pma-1', { startDate: 'soon' }), programAccount('pma-2'));
    expect(records.map(({ record }) => record.remoteId)).toEqual(['pma-2']);
    expect(broken.map((item) => item.malformed)).toEqual([
      { remoteId: 'pma-1', path: '/items/0/startDate', problem: 'expected an RFC 3339 timestamp, got another string' },
    ]);
  });
});
