import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../subgraphs/support/tenants.ts';
import { thingIngest, thingRecord, thingsModule } from './support/things.ts';

const PAYLOAD = {
  LifeCycle: { Stage: 'Qualified', 'a/b': 1, 'm~n': 2, '~1': 3, '': 'empty name' },
  Tags: ['one', { deep: [null, false] }],
  '0': 'a member that looks like an index',
  Amount: '12345678901234567.89',
  Nothing: null,
};

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest] });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  await room.feeder.feed(alpha, [thingRecord()], { area: 'CERTIFICATION', payload: () => PAYLOAD });
});
afterAll(() => room.close());

async function thing<T>(selection: string, variables: object = {}): Promise<T> {
  const head = Object.keys(variables).length > 0 ? 'query ($pointer: String)' : '';
  const query = `${head} { things { nodes { ${selection} } } }`;
  const { things } = await room.read<{ things: { nodes: T[] } }>({ as: partner, query, variables: variables as never });
  return things.nodes[0] as T;
}

describe('where a node came from', () => {
  test('says all that is known of its record', async () => {
    const selection = `source { vendor { id } transport remoteId remoteUrl remoteVersion remoteUpdatedAt fetchedAt
      ageSeconds stale deletedUpstream }`;
    expect(await thing(selection)).toEqual({
      source: {
        vendor: { id: 'alpha' },
        transport: 'API',
        remoteId: 'T-1',
        remoteUrl: 'https://portal.example/T-1',
        remoteVersion: '"7"',
        remoteUpdatedAt: '2026-06-01T08:00:00.000Z',
        fetchedAt: room.clock.now().toISOString(),
        ageSeconds: 0,
        stale: false,
        deletedUpstream: false,
      },
    });
  });

  const source = (): Promise<{ source: { ageSeconds: number; stale: boolean } }> =>
    thing('source { ageSeconds stale }');
  const MAX_AGE = 3_600;

  test('grows old from when it was fetched, and is stale past the freshness target', async () => {
    room.clock.advance(MAX_AGE * 1_000);
    expect(await source()).toEqual({ source: { ageSeconds: MAX_AGE, stale: false } });
    room.clock.advance(1_000);
    expect(await source()).toEqual({ source: { ageSeconds: MAX_AGE + 1, stale: true } });
  });

  test('is as young as the last complete run of its feed, which said that it had not changed', async () => {
    room.clock.advance(2 * MAX_AGE * 1_000);
    await room.tenants.reportFeed(alpha, { feed: 'main', area: 'CERTIFICATION' });
    expect(await source()).toEqual({ source: { ageSeconds: 0, stale: false } });
    // Another feed says nothing of it.
    await room.tenants.reportFeed(alpha, { feed: 'other', area: 'DEAL', failureCode: 'UNREACHABLE' });
    expect(await source()).toEqual({ source: { ageSeconds: 0, stale: false } });
  });

  test('is stale at once while its feed fails, however young it is', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'main', area: 'CERTIFICATION', failureCode: 'UNREACHABLE' });
    expect(await source()).toEqual({ source: { ageSeconds: 0, stale: true } });
  });
});

describe("the vendor's own payload", () => {
  test('is given whole, as it came', async () => {
    expect(await thing('raw')).toEqual({ raw: PAYLOAD });
    expect(await thing('raw(pointer: "")')).toEqual({ raw: PAYLOAD });
  });

  test.each<[string, unknown]>([
    ['/LifeCycle/Stage', 'Qualified'],
    ['/LifeCycle', PAYLOAD.LifeCycle],
    ['/LifeCycle/a~1b', 1],
    ['/LifeCycle/m~0n', 2],
    ['/LifeCycle/~01', 3],
    ['/LifeCycle/', 'empty name'],
    ['/Tags/0', 'one'],
    ['/Tags/1/deep/1', false],
    ['/0', 'a member that looks like an index'],
    ['/Amount', '12345678901234567.89'],
    ['/Tags/1/deep/0', null],
    ['/Nothing', null],
    ['/Nothing/at/all', null],
    ['/Tags/2', null],
    ['/Tags/00', null],
    ['/Tags/01', null],
    ['/Tags/-', null],
    ['/Tags/length', null],
    ['/LifeCycle/stage', null],
    ['/constructor', null],
    ['/__proto__', null],
    ['/Amount/0', null],
  ])('at %s is found by JSON Pointer', async (pointer, expected) => {
    expect(await thing('raw(pointer: $pointer)', { pointer })).toEqual({ raw: expected });
  });

  test.each(['LifeCycle', '/a~', '/a~2', '~0', '#/LifeCycle'])(
    'is refused at %s, which is no JSON Pointer',
    async (pointer) => {
      const query = 'query ($pointer: String) { things { nodes { name raw(pointer: $pointer) } } }';
      const { data, errors } = await room.ask({ as: partner, query, variables: { pointer } });
      expect(errors).toMatchObject([
        {
          message: `pointer must be a JSON Pointer such as /LifeCycle/Stage, not ${JSON.stringify(pointer)}`,
          extensions: { code: 'BAD_USER_INPUT', argument: 'pointer' },
        },
      ]);
      expect(data).toEqual({ things: { nodes: [{ name: 'A thing', raw: null }] } });
    },
  );

  test('needs its scope, by list and by reference, and takes nothing else with it', async () => {
    const query = '{ things { nodes { id name raw } } }';
    const scopes = ['programs:read'];
    const { data, errors } = await room.ask<{ things: { nodes: Array<{ id: string }> } }>({
      as: partner,
      query,
      scopes,
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', requiredScope: 'raw:read' }, path: ['things', 'nodes', 0, 'raw'] },
    ]);
    expect(data).toMatchObject({ things: { nodes: [{ name: 'A thing', raw: null }] } });
    const id = data?.things.nodes[0]?.id ?? '';
    await expect(room.reference(partner, { type: 'Thing', id, selection: 'raw' }, scopes)).rejects.toThrow('raw:read');
    expect(await room.reference(partner, { type: 'Thing', id, selection: 'raw' })).toEqual({ raw: PAYLOAD });
  });

  test('of many nodes and many places in them takes one statement', async () => {
    const records = Array.from({ length: 20 }, (_, index) => thingRecord({ remoteId: `T-${index}` }));
    await room.feeder.feed(alpha, records, { area: 'CERTIFICATION', payload: () => PAYLOAD });
    const query = '{ things { nodes { a: raw(pointer: "/Tags") b: raw(pointer: "/Amount") raw } } }';
    const { statements, errors } = await room.ask({ as: partner, query });
    expect(errors).toEqual([]);
    expect(statements.filter((statement) => statement.includes('vendor_payload'))).toHaveLength(1);
  });
});
