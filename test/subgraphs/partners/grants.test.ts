import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { benefitRecord } from '../benefits/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { listedPartner } from './listing.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [partnersModule, benefitsModule],
    ingests: [...partnerIngests, ...benefitIngests] as Ingest[],
  });
});
afterAll(() => room.close());

interface Grant {
  id: string;
  grantor: { id: string };
  grantee: { id: string };
  vendors: Array<{ id: string }>;
  areas: string[];
  level: string;
  onBehalf: boolean;
  grantedAt: string;
  expiresOn: string | null;
  revokedAt: string | null;
}

const FIELDS = 'id grantor { id } grantee { id } vendors { id } areas level onBehalf grantedAt expiresOn revokedAt';
const GRANT = `mutation ($grantee: ID!, $vendors: [ID!]!, $areas: [CapabilityArea!]!, $level: ShareLevel!, $onBehalf: Boolean! = false, $expiresOn: Date) {
  grantAccess(grantee: $grantee, vendors: $vendors, areas: $areas, level: $level, onBehalf: $onBehalf, expiresOn: $expiresOn) { ${FIELDS} }
}`;
const REVOKE = `mutation ($id: ID!) { revokeAccess(id: $id) { ${FIELDS} } }`;

interface Asked {
  readonly grantee: string;
  readonly vendors?: readonly string[];
  readonly areas?: readonly string[];
  readonly level?: string;
  readonly onBehalf?: boolean;
  readonly expiresOn?: string;
}

const asking = (asked: Asked): Record<string, unknown> => ({
  vendors: ['alpha'],
  areas: ['BENEFIT'],
  level: 'FULL',
  ...asked,
});

async function grant(as: TestPartner, asked: Asked): Promise<Grant> {
  return (await room.read<{ grantAccess: Grant }>({ as, query: GRANT, variables: asking(asked) })).grantAccess;
}

async function revoke(as: TestPartner, id: string): Promise<Grant> {
  return (await room.read<{ revokeAccess: Grant }>({ as, query: REVOKE, variables: { id } })).revokeAccess;
}

async function refusal(as: TestPartner, query: string, variables: object): Promise<[unknown, unknown]> {
  const { data, errors } = await room.ask({ as, query, variables: { ...variables } });
  expect(data).toBeNull();
  return [errors[0]?.message, errors[0]?.extensions];
}

async function reseller(): Promise<TestPartner> {
  const partner = await room.tenants.addPartner('Reseller');
  const connection = await room.tenants.connect(partner, 'alpha');
  await room.feeder.feed(connection, [benefitRecord()], { area: 'BENEFIT' });
  return partner;
}

async function benefitsSeenBy(as: TestPartner): Promise<number> {
  const data = await room.read<{ benefits: { totalCount: number } }>({
    as,
    graph: 'benefits',
    query: '{ benefits { totalCount } }',
  });
  return data.benefits.totalCount;
}

async function grantsOf(as: TestPartner, of: TestPartner): Promise<Grant[]> {
  const query = `query ($id: ID!) { partner(id: $id) { grants { ${FIELDS} } } }`;
  const data = await room.read<{ partner: { grants: Grant[] } }>({ as, query, variables: { id: of.id } });
  return data.partner.grants;
}

describe('a grant', () => {
  test('opens what it names to the next request, and its revocation closes it to the next', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    expect(await benefitsSeenBy(to)).toBe(0);
    const given = await grant(from, { grantee: to.id, expiresOn: '2026-12-31' });
    expect(given).toEqual({
      id: expect.any(String),
      grantor: { id: from.id },
      grantee: { id: to.id },
      vendors: [{ id: 'alpha' }],
      areas: ['BENEFIT'],
      level: 'FULL',
      onBehalf: false,
      grantedAt: room.clock.now().toISOString(),
      expiresOn: '2026-12-31',
      revokedAt: null,
    });
    expect(await benefitsSeenBy(to)).toBe(1);
    expect(await grantsOf(to, from)).toEqual([given]);
    const { viewer } = await room.read<{ viewer: { resellers: { nodes: unknown[] } } }>({
      as: to,
      query: '{ viewer { resellers { nodes { id } } } }',
    });
    expect(viewer.resellers.nodes).toEqual([{ id: from.id }]);

    room.clock.advance(60_000);
    expect(await revoke(from, given.id)).toEqual({ ...given, revokedAt: room.clock.now().toISOString() });
    expect(await benefitsSeenBy(to)).toBe(0);
  });

  test.each<[string, Partial<Asked>]>([
    ['of another vendor', { vendors: ['beta'] }],
    ['of another area', { areas: ['DEAL', 'FUND'] }],
  ])('%s opens no row', async (_what, asked) => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    await grant(from, { grantee: to.id, ...asked });
    expect(await benefitsSeenBy(to)).toBe(0);
  });

  test.each<[string, number]>([
    ['COUNTS_ONLY', 0],
    ['DEALS_NO_VALUE', 1],
    ['FULL', 1],
  ])('of the level %s counts the row, and shows %d', async (level, shown) => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    await grant(from, { grantee: to.id, level });
    expect(await benefitsSeenBy(to)).toBe(1);
    const query = '{ benefits { nodes { id } } }';
    const { benefits } = await room.read<{ benefits: { nodes: unknown[] } }>({ as: to, graph: 'benefits', query });
    expect(benefits.nodes).toHaveLength(shown);
  });

  test('ends with the day it expires on', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    const today = room.clock.now().toISOString().slice(0, 10);
    await grant(from, { grantee: to.id, expiresOn: today });
    expect(await benefitsSeenBy(to)).toBe(1);
    room.clock.advance(86_400_000);
    expect(await benefitsSeenBy(to)).toBe(0);
  });

  test('that is asked for twice, also at the same moment, is one, so that revoking it closes all', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    const asked = { grantee: to.id, vendors: ['alpha', 'beta'], areas: ['BENEFIT', 'DEAL'] };
    const turned = { grantee: to.id, vendors: ['beta', 'alpha', 'beta'], areas: ['DEAL', 'BENEFIT'] };
    const same = `grantAccess(grantee: $grantee, vendors: $vendors, areas: $areas, level: FULL) { ${FIELDS} }`;
    const data = await room.read<{ one: Grant; two: Grant }>({
      as: from,
      query: `mutation ($grantee: ID!, $vendors: [ID!]!, $areas: [CapabilityArea!]!) { one: ${same} two: ${same} }`,
      variables: asked,
    });
    expect(data.two).toEqual(data.one);
    const given = await Promise.all([grant(from, turned), grant(from, asked)]);
    expect(given).toEqual([data.one, data.one]);
    expect(await grantsOf(from, from)).toHaveLength(1);
    await revoke(from, data.one.id);
    expect(await benefitsSeenBy(to)).toBe(0);
    expect((await grant(from, asked)).id).not.toBe(data.one.id);
  });

  test('that differs in anything is another', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    const changes = [
      {},
      { vendors: ['alpha', 'beta'] },
      { areas: ['DEAL'] },
      { level: 'COUNTS_ONLY' },
      { onBehalf: true },
      { expiresOn: '2030-01-01' },
    ];
    for (const change of changes) await grant(from, { grantee: to.id, ...change });
    expect(await grantsOf(from, from)).toHaveLength(changes.length);
  });
});

/** Gives grants that differ in their last day, each a minute after the one before; some are revoked. */
async function giveMany(from: TestPartner, to: TestPartner, { live, revoked }: { live: number; revoked: number }) {
  const given = new Date(room.clock.now().getTime() - 1_000 * 60_000);
  await room.tenants.as(from, 'partnergraph_app', (trx) =>
    sql`
      insert into access_grant (grantor_id, grantee_id, vendors, areas, level, granted_at, expires_on, revoked_at)
      select ${from.uuid}, ${to.uuid}, '{alpha}', '{BENEFIT}', 'FULL', ${given}::timestamptz + n * interval '1 minute',
        date '2027-01-01' + n, case when n > ${live} then ${given}::timestamptz end
      from generate_series(1, ${live + revoked}::int) as n`.execute(trx),
  );
}

describe('many grants', () => {
  test('of one partner to another are a hundred live ones at the most', async () => {
    const [from, to] = [await room.tenants.addPartner(), await listedPartner(room, 'Distributor')];
    await giveMany(from, to, { live: 99, revoked: 20 });
    await room.tenants.grant({ from, to, vendors: ['beta'], areas: ['BENEFIT'], expiresOn: '2020-01-01' });
    const last = await grant(from, { grantee: to.id });
    expect(await refusal(from, GRANT, asking({ grantee: to.id, areas: ['DEAL'] }))).toEqual([
      'grantee must be a partner that has fewer than 100 live grants of yours; this one has 100',
      { code: 'BAD_USER_INPUT', argument: 'grantee' },
    ]);
    expect(await grant(from, { grantee: to.id })).toEqual(last);
    await grant(from, { grantee: (await listedPartner(room, 'Another')).id });
    await revoke(from, last.id);
    await grant(from, { grantee: to.id, areas: ['DEAL'] });
  });

  test('are shown up to two hundred, the latest first, and none that counts is left out for one that was revoked', async () => {
    const [from, to] = [await room.tenants.addPartner(), await listedPartner(room, 'Distributor')];
    await giveMany(from, to, { live: 50, revoked: 250 });
    const shown = await grantsOf(from, from);
    expect(shown).toHaveLength(200);
    expect(shown.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(50);
    const times = shown.map(({ grantedAt }) => grantedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });
});

describe('what is refused', () => {
  let from: TestPartner;
  let to: TestPartner;
  beforeAll(async () => {
    from = await reseller();
    to = await listedPartner(room, 'Distributor');
  });

  test.each<[string, Partial<Asked>, string, string]>([
    [
      'work in the name of a partner of which deals are counted alone',
      { level: 'COUNTS_ONLY', onBehalf: true },
      'onBehalf',
      'needs the level FULL and must be false with COUNTS_ONLY',
    ],
    [
      'work in the name of a partner of which no values are seen',
      { level: 'DEALS_NO_VALUE', onBehalf: true },
      'onBehalf',
      'needs the level FULL and must be false with DEALS_NO_VALUE',
    ],
    ['no vendor', { vendors: [] }, 'vendors', 'must name at least one of alpha, beta, gamma'],
    [
      'an unknown vendor',
      { vendors: ['alpha', 'delta'] },
      'vendors',
      'must be among alpha, beta, gamma; there is no "delta"',
    ],
    ['no area', { areas: [] }, 'areas', 'must name at least one area'],
    [
      'a day that is over',
      { expiresOn: '2026-01-01' },
      'expiresOn',
      '^must be 2026-06-\\d\\d or later, not 2026-01-01$',
    ],
  ])('%s', async (_what, asked, argument, message) => {
    const [told, extensions] = await refusal(from, GRANT, asking({ grantee: to.id, ...asked }));
    expect(told).toMatch(
      message.startsWith('^') ? new RegExp(`^${argument} ${message.slice(1)}`) : `${argument} ${message}`,
    );
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });

  test('a grant to oneself', async () => {
    expect(await refusal(from, GRANT, asking({ grantee: from.id }))).toEqual([
      'grantee must be another partner, not your own',
      { code: 'BAD_USER_INPUT', argument: 'grantee' },
    ]);
  });

  test('a partner that is not listed and not known, exactly as one that does not exist', async () => {
    const hidden = await room.tenants.addPartner();
    const unknown = await refusal(from, GRANT, asking({ grantee: hidden.id }));
    expect(unknown).toEqual([
      'grantee must be the id of a partner that is listed or that you know; there is none of this id',
      { code: 'NOT_FOUND', argument: 'grantee' },
    ]);
    const nobody = Buffer.from('Partner:00000000-0000-4000-8000-000000000000').toString('base64url');
    expect(await refusal(from, GRANT, asking({ grantee: nobody }))).toEqual(unknown);
    expect(await refusal(from, GRANT, asking({ grantee: 'nothing' }))).toEqual(unknown);
    await room.tenants.grant({ from: hidden, to: from, vendors: ['beta'], areas: ['DEAL'] });
    expect(await grant(from, { grantee: hidden.id })).toMatchObject({ grantee: { id: hidden.id } });
  });

  test('without the scope grants:write, giving and taking back', async () => {
    const { id } = await grant(from, { grantee: to.id });
    for (const [query, variables] of [
      [GRANT, asking({ grantee: to.id })],
      [REVOKE, { id }],
    ] as const) {
      const { data, errors } = await room.ask({
        as: from,
        query,
        variables,
        scopes: ['alliances:write', 'deals:write'],
      });
      expect(data).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'grants:write' });
    }
    expect(await benefitsSeenBy(to)).toBe(1);
  });
});

describe('taking back', () => {
  test('is the grantor’s alone; who is no part of the grant does not learn of it', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    const { id } = await grant(from, { grantee: to.id });
    expect(await refusal(to, REVOKE, { id })).toEqual([
      'id must be the id of a grant that you gave; this one was given to you',
      { code: 'FORBIDDEN', argument: 'id' },
    ]);
    const stranger = await room.tenants.addPartner();
    const unknown = await refusal(stranger, REVOKE, { id });
    expect(unknown).toEqual([
      'id must be the id of a grant that you gave; there is none of this id',
      { code: 'NOT_FOUND', argument: 'id' },
    ]);
    expect(await refusal(stranger, REVOKE, { id: 'nothing' })).toEqual(unknown);
    expect(await benefitsSeenBy(to)).toBe(1);
  });

  test('again changes nothing, not even when it was', async () => {
    const [from, to] = [await reseller(), await listedPartner(room, 'Distributor')];
    const { id } = await grant(from, { grantee: to.id });
    const first = await revoke(from, id);
    room.clock.advance(86_400_000);
    expect(await revoke(from, id)).toEqual(first);
  });
});
