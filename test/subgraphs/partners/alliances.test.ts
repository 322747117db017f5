import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { listedPartner, setListed } from './listing.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule], ingests: partnerIngests });
});
afterAll(() => room.close());

interface Alliance {
  id: string;
  kind: string;
  state: string;
  since: string | null;
  from: { id: string; name: string };
  to: { id: string; name: string };
  contributions: Array<{ partner: { id: string }; kind: string; detail: string }>;
}

const FIELDS = 'id kind state since from { id name } to { id name } contributions { partner { id } kind detail }';
const PROPOSE = `mutation ($kind: AllianceKind!, $with: ID!, $mine: [ContributionInput!]!, $theirs: [ContributionInput!]!) {
  proposeAlliance(kind: $kind, with: $with, mine: $mine, theirs: $theirs) { ${FIELDS} }
}`;
const ANSWER = `mutation ($id: ID!, $accept: Boolean!) { answerAlliance(id: $id, accept: $accept) { ${FIELDS} } }`;

const MINE = [{ kind: 'SERVICE', detail: 'Rollout' }];
const THEIRS = [
  { kind: 'TERRITORY', detail: 'Portugal' },
  { kind: 'VERTICAL', detail: 'Health' },
];

interface Proposal {
  readonly kind?: string;
  readonly with: string;
  readonly mine?: readonly object[];
  readonly theirs?: readonly object[];
}

const proposal = (told: Proposal): object => ({ kind: 'TEAMS_WITH', mine: MINE, theirs: THEIRS, ...told });

async function propose(as: TestPartner, told: Proposal): Promise<Alliance> {
  const data = await room.read<{ proposeAlliance: Alliance }>({ as, query: PROPOSE, variables: { ...proposal(told) } });
  return data.proposeAlliance;
}

async function answer(as: TestPartner, id: string, accept: boolean): Promise<Alliance> {
  return (await room.read<{ answerAlliance: Alliance }>({ as, query: ANSWER, variables: { id, accept } }))
    .answerAlliance;
}

async function refusal(as: TestPartner, query: string, variables: object): Promise<[unknown, unknown]> {
  const { data, errors } = await room.ask({ as, query, variables: { ...variables } });
  expect(data).toBeNull();
  return [errors[0]?.message, errors[0]?.extensions];
}

async function alliancesSeenBy(as: TestPartner, of: TestPartner, kind?: string): Promise<Alliance[]> {
  const args = kind ? `(kind: ${kind})` : '';
  const query = `query ($id: ID!) { partner(id: $id) { alliances${args} { ${FIELDS} } } }`;
  const data = await room.read<{ partner: { alliances: Alliance[] } | null }>({ as, query, variables: { id: of.id } });
  return data.partner?.alliances ?? [];
}

/** A proposal from one listed partner to another. */
async function proposed(kind = 'TEAMS_WITH'): Promise<{ from: TestPartner; to: TestPartner; alliance: Alliance }> {
  const [from, to] = [await listedPartner(room, 'From'), await listedPartner(room, 'To')];
  return { from, to, alliance: await propose(from, { kind, with: to.id }) };
}

describe('an alliance', () => {
  test('is proposed by one side, with what both bring, and active once the other accepts', async () => {
    const { from, to, alliance } = await proposed();
    expect(alliance).toEqual({
      id: expect.any(String),
      kind: 'TEAMS_WITH',
      state: 'PROPOSED',
      since: null,
      from: { id: from.id, name: 'From' },
      to: { id: to.id, name: 'To' },
      contributions: [
        { partner: { id: from.id }, kind: 'SERVICE', detail: 'Rollout' },
        { partner: { id: to.id }, kind: 'TERRITORY', detail: 'Portugal' },
        { partner: { id: to.id }, kind: 'VERTICAL', detail: 'Health' },
      ],
    });
    const active = { ...alliance, state: 'ACTIVE', since: '2026-06-15' };
    expect(await answer(to, alliance.id, true)).toEqual(active);
    for (const side of [from, to]) expect(await alliancesSeenBy(side, side)).toEqual([active]);
    expect(await room.reference(from, { type: 'Alliance', id: alliance.id, selection: FIELDS })).toEqual(active);
  });

  test('that is declined stays so, and can be proposed anew', async () => {
    const { from, to, alliance } = await proposed();
    expect(await answer(to, alliance.id, false)).toMatchObject({ state: 'DECLINED', since: null });
    const again = await propose(from, { with: to.id });
    expect(again.id).not.toBe(alliance.id);
    expect((await alliancesSeenBy(to, to)).map(({ state }) => state).toSorted()).toEqual(['DECLINED', 'PROPOSED']);
  });

  test('of the kind TEAMS_WITH needs a contribution of both sides, one of the kind SOURCES_FROM none', async () => {
    const [from, to] = [await room.tenants.addPartner(), await listedPartner(room, 'Distributor')];
    for (const side of ['mine', 'theirs']) {
      expect(await refusal(from, PROPOSE, proposal({ with: to.id, [side]: [] }))).toEqual([
        `${side} must name at least one contribution: an alliance of the kind TEAMS_WITH needs one of each side`,
        { code: 'BAD_USER_INPUT', argument: side },
      ]);
    }
    expect(await alliancesSeenBy(from, from)).toEqual([]);
    expect(await propose(from, { kind: 'SOURCES_FROM', with: to.id, mine: [], theirs: [] })).toMatchObject({
      kind: 'SOURCES_FROM',
      contributions: [],
    });
  });

  test('is there once: teaming in either direction, sourcing in each', async () => {
    const { from, to, alliance } = await proposed();
    const extensions = { code: 'BAD_USER_INPUT', argument: 'with' };
    const message = 'with must be a partner without an open or active alliance of the kind TEAMS_WITH with you';
    expect(await refusal(from, PROPOSE, proposal({ with: to.id }))).toEqual([message, extensions]);
    expect(await refusal(to, PROPOSE, proposal({ with: from.id }))).toEqual([message, extensions]);
    await answer(to, alliance.id, true);
    expect(await refusal(from, PROPOSE, proposal({ with: to.id }))).toEqual([message, extensions]);
    await propose(from, { kind: 'SOURCES_FROM', with: to.id });
    await propose(to, { kind: 'SOURCES_FROM', with: from.id });
    expect(await refusal(from, PROPOSE, proposal({ kind: 'SOURCES_FROM', with: to.id }))).toEqual([
      message.replace('TEAMS_WITH', 'SOURCES_FROM'),
      extensions,
    ]);
    expect(await alliancesSeenBy(from, to)).toHaveLength(3);
    expect(await alliancesSeenBy(from, from, 'SOURCES_FROM')).toHaveLength(2);
    expect((await alliancesSeenBy(from, from, 'TEAMS_WITH')).map(({ state }) => state)).toEqual(['ACTIVE']);
  });

  test.each<[string, object, string, string]>([
    [
      'an empty detail',
      { mine: [{ kind: 'SERVICE', detail: '  ' }] },
      'mine[0].detail',
      'must have 1 to 500 characters, not 0',
    ],
    [
      'a long detail',
      { theirs: [...THEIRS, { kind: 'SERVICE', detail: 'x'.repeat(501) }] },
      'theirs[2].detail',
      'must have 1 to 500 characters, not 501',
    ],
    [
      'a detail that the database can not keep',
      { mine: [{ kind: 'SERVICE', detail: 'Roll\0out' }] },
      'mine[0].detail',
      'must be text without the character U+0000 and without half of a surrogate pair',
    ],
    [
      'too many contributions',
      { mine: Array.from({ length: 21 }, () => MINE[0]) },
      'mine',
      'must have at most 20 entries, not 21',
    ],
  ])('with %s is refused', async (_what, told, argument, message) => {
    const [from, to] = [await room.tenants.addPartner(), await listedPartner(room, 'To')];
    const extensions = { code: 'BAD_USER_INPUT', argument };
    expect(await refusal(from, PROPOSE, proposal({ with: to.id, ...told }))).toEqual([
      `${argument} ${message}`,
      extensions,
    ]);
  });
});

describe('an answer', () => {
  test('is the other side’s alone', async () => {
    const { from, alliance } = await proposed();
    expect(await refusal(from, ANSWER, { id: alliance.id, accept: true })).toEqual([
      'id must be the id of an alliance proposed to you; this one you proposed yourself',
      { code: 'FORBIDDEN', argument: 'id' },
    ]);
    expect((await alliancesSeenBy(from, from)).map(({ state }) => state)).toEqual(['PROPOSED']);
  });

  test('can be given again but not changed', async () => {
    const { to, alliance } = await proposed();
    const first = await answer(to, alliance.id, true);
    room.clock.advance(3 * 86_400_000);
    expect(await answer(to, alliance.id, true)).toEqual(first);
    expect(await refusal(to, ANSWER, { id: alliance.id, accept: false })).toEqual([
      'id must be the id of an alliance that waits for an answer; this one is ACTIVE',
      { code: 'BAD_USER_INPUT', argument: 'id' },
    ]);
  });

  test('is kept by the database itself: no side can write what it may not', async () => {
    const { from, to, alliance } = await proposed();
    const rowId = Buffer.from(alliance.id, 'base64url').toString().split(':')[1] ?? '';
    const write = (as: TestPartner, state: string): Promise<bigint | undefined> =>
      room.tenants.as(as, 'partnergraph_app', async (trx) => {
        const done = await sql`update alliance set state = ${state} where id = ${rowId}`.execute(trx);
        return done.numAffectedRows;
      });
    expect(await write(from, 'ACTIVE')).toBe(0n);
    await expect(write(to, 'ENDED')).rejects.toThrow('row-level security');
    expect(await write(to, 'DECLINED')).toBe(1n);
    expect(await write(to, 'ACTIVE')).toBe(0n);
    const forge = (as: TestPartner, values: object): Promise<unknown> =>
      room.tenants.as(as, 'partnergraph_app', (trx) =>
        trx
          .insertInto('alliance')
          .values(values as never)
          .execute(),
      );
    const forged = { kind: 'SOURCES_FROM', from_id: from.uuid, to_id: to.uuid, proposed_at: room.clock.now() };
    await expect(forge(to, forged)).rejects.toThrow('row-level security');
    await expect(forge(from, { ...forged, state: 'ACTIVE' })).rejects.toThrow('row-level security');
    const add = (as: TestPartner): Promise<unknown> =>
      room.tenants.as(as, 'partnergraph_app', (trx) =>
        trx
          .insertInto('contribution')
          .values({ alliance_id: rowId, partner_id: to.uuid, place: 9, kind: 'SERVICE', detail: 'x' })
          .execute(),
      );
    await expect(add(to)).rejects.toThrow('row-level security');
    await expect(add(from)).rejects.toThrow('row-level security');
  });
});

describe('who knows of an alliance', () => {
  test('nobody but its two sides', async () => {
    const { from, to, alliance } = await proposed();
    const stranger = await room.tenants.addPartner();
    expect(await alliancesSeenBy(stranger, from)).toEqual([]);
    expect(await alliancesSeenBy(stranger, to)).toEqual([]);
    expect(await room.reference(stranger, { type: 'Alliance', id: alliance.id, selection: 'id' })).toBeNull();
    const unknown = await refusal(stranger, ANSWER, { id: alliance.id, accept: true });
    expect(unknown).toEqual([
      'id must be the id of an alliance proposed to you; there is none of this id',
      { code: 'NOT_FOUND', argument: 'id' },
    ]);
    expect(await refusal(stranger, ANSWER, { id: 'nothing', accept: true })).toEqual(unknown);
  });

  test('the sides know each other by it, also when one is no longer listed', async () => {
    const [from, to] = [await room.tenants.addPartner('Unlisted'), await listedPartner(room, 'To')];
    await propose(from, { with: to.id });
    await setListed(room, to, false);
    const nameOf = async (as: TestPartner, other: TestPartner): Promise<unknown> =>
      room.read({ as, query: 'query ($id: ID!) { partner(id: $id) { name } }', variables: { id: other.id } });
    expect(await nameOf(to, from)).toEqual({ partner: { name: 'Unlisted' } });
    expect(await nameOf(from, to)).toEqual({ partner: { name: 'To' } });
    expect(await nameOf(await room.tenants.addPartner(), from)).toEqual({ partner: null });
  });

  test('a partner that is not listed can’t be proposed to, no more than one that is not there', async () => {
    const [from, hidden] = [await listedPartner(room, 'From'), await room.tenants.addPartner()];
    const unknown = await refusal(from, PROPOSE, proposal({ with: hidden.id }));
    expect(unknown).toEqual([
      'with must be the id of a partner that is listed or that you know; there is none of this id',
      { code: 'NOT_FOUND', argument: 'with' },
    ]);
    const nobody = Buffer.from('Partner:00000000-0000-4000-8000-000000000000').toString('base64url');
    expect(await refusal(from, PROPOSE, proposal({ with: nobody }))).toEqual(unknown);
    expect(await refusal(from, PROPOSE, proposal({ with: 'alpha' }))).toEqual(unknown);
    expect(await refusal(from, PROPOSE, proposal({ with: from.id }))).toEqual([
      'with must be another partner, not your own',
      { code: 'BAD_USER_INPUT', argument: 'with' },
    ]);
    await room.tenants.grant({ from: hidden, to: from, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await propose(from, { with: hidden.id })).toMatchObject({ state: 'PROPOSED' });
  });

  test('without the scope alliances:write none can be proposed or answered', async () => {
    const { to, alliance } = await proposed();
    for (const [query, variables] of [
      [PROPOSE, proposal({ with: to.id })],
      [ANSWER, { id: alliance.id, accept: true }],
    ] as const) {
      const { data, errors } = await room.ask({ as: to, query, variables: { ...variables }, scopes: ['grants:write'] });
      expect(data).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'alliances:write' });
    }
    expect((await alliancesSeenBy(to, to)).map(({ state }) => state)).toEqual(['PROPOSED']);
  });

  test('seven statements read all of 20 alliances as of one', async () => {
    const count = async (alliances: number): Promise<number> => {
      const from = await listedPartner(room, 'From');
      for (let done = 0; done < alliances; done += 1)
        await propose(from, { with: (await listedPartner(room, 'To')).id });
      const query = `{ viewer { partner { alliances { ${FIELDS} } } } }`;
      const { statements, errors } = await room.ask({ as: from, query });
      expect(errors).toEqual([]);
      return statements.length;
    };
    expect([await count(1), await count(20)]).toEqual([7, 7]);
  });
});
