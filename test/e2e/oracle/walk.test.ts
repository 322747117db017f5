import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { walkEntities, walkNodes } from './by-id.ts';
import { cursorsOf } from './cursors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { answeredFields } from './leaks.ts';
import { tryMutations } from './mutations.ts';
import { openOracleHouse, PROFILE_NAMES, PROFILES, runAsOwner, type OracleHouse } from './oracle-house.ts';
import { allFields, leaksOf, summaryOf, walkRoots, type Walked } from './walk.ts';

let house: OracleHouse;
const walks: Walked[] = [];

beforeAll(async () => {
  house = await openOracleHouse();
}, 300_000);
afterAll(() => house.close());

function brokenOf(walked: readonly Walked[]): string[] {
  return walked
    .filter(({ answer }) => JSON.stringify(answer).includes('INTERNAL_SERVER_ERROR'))
    .map(({ root }) => root);
}

describe.each(PROFILE_NAMES)('as %s', (profile) => {
  test('nothing that can be asked from a root field tells of a partner that has not granted it', async () => {
    const walked = await walkRoots(house, profile);
    walks.push(...walked);
    expect(summaryOf(leaksOf(house, walked))).toEqual([]);
    expect(brokenOf(walked)).toEqual([]);
  }, 300_000);

  test('no id opens a row of a partner that has not granted it: neither as a node nor as an entity of a subgraph', async () => {
    const nodes = await walkNodes(house, profile);
    const entities = await walkEntities(house, profile);
    walks.push(...nodes);
    expect(summaryOf(leaksOf(house, [...nodes, ...entities]))).toEqual([]);
    expect(brokenOf(nodes)).toEqual([]);
    // Its own are answered: or nothing would have been asked.
    for (const walked of [nodes, entities]) {
      const told = walked.filter(({ answer }) => answeredFields(answer).size > 0);
      expect(new Set(told.map(({ root }) => root)).size).toBeGreaterThan(8);
    }
  }, 300_000);

  test('no cursor of another partner is good for anything', async () => {
    const others = PROFILE_NAMES.filter((other) => PROFILES[other] !== PROFILES[profile]);
    for (const other of others) {
      const cursors = await cursorsOf(house, other);
      for (const { list, query, cursor } of cursors) {
        const { data, errors } = await house.ask(profile, query, { after: cursor });
        const refused = errors?.some(({ extensions }) =>
          ['BAD_USER_INPUT', 'FORBIDDEN'].includes(extensions?.code ?? ''),
        );
        expect({ list, refused, told: JSON.stringify({ data }).includes('endCursor":"') }).toEqual({
          list,
          refused: true,
          told: false,
        });
      }
      expect(cursors.length).toBeGreaterThan(8);
    }
  }, 300_000);
});

test('every field of every type was asked for, and most were answered', () => {
  const all = allFields(house);
  const asked = new Set(
    walks.flatMap(({ query }) => [...query.matchAll(/(\w+)__(\w+):/g)].map(([, type, field]) => `${type}.${field}`)),
  );
  const byId = ['Query.node', 'Query.deal'];
  expect([...all].filter((field) => !asked.has(field) && !byId.includes(field))).toEqual([]);
  const answered = new Set(walks.flatMap(({ answer }) => [...answeredFields(answer)]));
  const silent = [...all].filter((field) => !answered.has(field)).length;
  expect(silent / all.size).toBeLessThan(0.15);
});

/** What a partner may do towards one that it sees: propose an alliance to it, let it see something. */
const TOWARDS = ['access_grant', 'alliance'];

describe.each([
  { profile: 'other-var', victim: 1, who: 'who grants it nothing', allowed: [] },
  { profile: 'distributor', victim: 1, who: 'who shows it all and lets it do nothing', allowed: TOWARDS },
  { profile: 'distributor', victim: 4, who: 'who shows it little', allowed: TOWARDS },
] as const)('as $profile to partner $victim, $who', ({ profile, victim, allowed }) => {
  test('no mutation does anything to another partner, or tells of it, whatever id it is given', async () => {
    const { kysely } = house.house.db.database;
    const own = async (): Promise<object> => {
      const hashes = Object.entries(await fingerprintOf(kysely, victim));
      return Object.fromEntries(hashes.filter(([table]) => !(allowed as readonly string[]).includes(table)));
    };
    const before = await own();
    const walked = await tryMutations(house, profile, victim);
    expect(summaryOf(leaksOf(house, walked))).toEqual([]);
    expect(await own()).toEqual(before);
    expect(new Set(walked.map(({ root }) => root)).size).toBeGreaterThan(10);
  }, 300_000);
});

const WHERE_DEALS_ARE = ['deals', 'partner', 'protectionClock'];

describe('the oracle finds a leak that was planted', () => {
  test('in what grants show of deals: another partner’s row, wherever deals are met', async () => {
    await runAsOwner(house, 'create policy planted on deal for select using (true)');
    await runAsOwner(house, `update shown_table set opened_otherwise = true where name = 'deal'; select show_tables()`);
    const leaks = leaksOf(house, await walkRoots(house, 'other-var', WHERE_DEALS_ARE));
    expect(leaks.some(({ what }) => /^deal of tenant [134]$/.test(what))).toBe(true);
    expect(leaks.some(({ what }) => /^z[qw]-[134]-/.test(what))).toBe(true);
    expect([...new Set(leaks.map(({ root }) => root))]).toEqual(expect.arrayContaining(WHERE_DEALS_ARE));
    await runAsOwner(house, 'drop policy planted on deal');
    await runAsOwner(
      house,
      `update shown_table set opened_otherwise = false where name = 'deal'; select show_tables()`,
    );
  }, 300_000);

  test('in what is plain of a deal: a sum of money whose grant leaves it out', async () => {
    const plain = `update shown_table set plain = plain || '{value_amount, value_currency}',
      hidden = array_remove(array_remove(hidden, 'value_amount'), 'value_currency') where name = 'deal'; select show_tables()`;
    expect(summaryOf(leaksOf(house, await walkRoots(house, 'distributor', WHERE_DEALS_ARE)))).toEqual([]);
    await runAsOwner(house, plain);
    const leaks = leaksOf(house, await walkRoots(house, 'distributor', WHERE_DEALS_ARE));
    expect(
      leaks.filter(({ path, what }) => path.includes('Deal__value') && /^8\d+$/.test(what)).length,
    ).toBeGreaterThan(0);
  }, 300_000);

  test('in a table that has no view: a run of another partner’s connection, by its id', async () => {
    await runAsOwner(house, 'create policy planted on sync_run for select using (true)');
    const leaks = leaksOf(house, await walkNodes(house, 'other-var'));
    expect(leaks.map(({ what }) => what)).toEqual(expect.arrayContaining(['sync_run of tenant 1']));
  }, 300_000);
});
