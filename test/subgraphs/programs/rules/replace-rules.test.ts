import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { toCodedNodeId, toNodeId } from '../../../../platform/ids/node-id.ts';
import { auditOf } from '../../partners/audit-support.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { planOf } from '../plan/plan-query.ts';
import { membershipRecord } from '../records.ts';
import { ALPHA_RULES, people } from '../ruled-vendors.ts';
import { held } from '../standing-records.ts';
import { openStandingRoom, partnerWith, tierId } from '../standing-room.ts';

let room: SubgraphTest;
let owner: TestPartner;
beforeAll(async () => {
  room = await openStandingRoom();
});
beforeEach(async () => {
  const records = [membershipRecord(), held('ann', 'A-TECH'), held('ben', 'A-EXPERT')];
  ({ partner: owner } = await partnerWith(room, records));
});
afterAll(() => room.close());

const MAIN = toCodedNodeId('Program', 'alpha/main');
const SILVER = {
  tier: 'silver',
  requirements: [people('technical', '4', { codes: ['A-TECH'] })],
  benefits: [],
  unknown: [],
};
const OWN = {
  program: 'main',
  version: '2026-06, under secrecy',
  effectiveFrom: null,
  source: 'Our contract of 2026',
  rulesOfEngagement: null,
  tiers: [SILVER],
};

interface Payload {
  program: { id: string; rulesVersion: string } | null;
  errors: Array<{ path: string; code: string; message: string; editable: boolean }>;
}
const PAYLOAD = '{ program { id rulesVersion } errors { path code message editable } }';
const REPLACE = `mutation ($program: ID!, $rules: JSON!) { change: replaceProgramRules(program: $program, rules: $rules) ${PAYLOAD} }`;
const RESTORE = `mutation ($program: ID!) { change: restoreProgramRules(program: $program) ${PAYLOAD} }`;

async function replace(rules: unknown, as: TestPartner = owner, program: string = MAIN): Promise<Payload> {
  return (await room.read<{ change: Payload }>({ as, query: REPLACE, variables: { program, rules } })).change;
}

async function restore(as: TestPartner = owner, program: string = MAIN): Promise<Payload> {
  return (await room.read<{ change: Payload }>({ as, query: RESTORE, variables: { program } })).change;
}

async function versionFor(as: TestPartner): Promise<string> {
  const query = '{ vendor(id: "alpha") { programs { id rulesVersion } } }';
  const data = await room.read<{ vendor: { programs: Array<{ id: string; rulesVersion: string }> } }>({
    as,
    query,
  });
  return data.vendor.programs.find(({ id }) => id === MAIN)?.rulesVersion ?? 'no such program';
}

async function requiredFor(as: TestPartner): Promise<string[]> {
  const query = '{ memberships { nodes { progress { requirements { key required } } } } }';
  const data = await room.read<{
    memberships: { nodes: Array<{ progress: { requirements: Array<{ key: string; required: string }> } }> };
  }>({ as, query });
  return data.memberships.nodes.flatMap(({ progress }) =>
    progress.requirements.map(({ key, required }) => `${key} ${required}`),
  );
}

describe("a file of a partner's own that is put in the place of a program's rules", () => {
  test('holds at once: in the answer, for progress, for what-ifs and for plans of exams', async () => {
    expect(await versionFor(owner)).toBe('2026-05');
    expect(await replace(OWN)).toEqual({ program: { id: MAIN, rulesVersion: OWN.version }, errors: [] });
    expect(await versionFor(owner)).toBe(OWN.version);
    expect(await requiredFor(owner)).toEqual(['technical 4']);
    const plan = await planOf(room, owner, { targets: [tierId('silver')] });
    expect(plan.results[0]?.before.requirements).toMatchObject([{ key: 'technical', required: '4', actual: '1' }]);
    const { certificationPlan } = await room.read<{ certificationPlan: { unreachable: Array<{ name: string }> } }>({
      as: owner,
      query: 'query ($input: CertificationPlanInput!) { certificationPlan(input: $input) { unreachable { name } } }',
      variables: { input: { partner: owner.id, targets: [tierId('silver')], asOf: '2026-09-30' } },
    });
    // Of two people no four technicians can be made.
    expect(certificationPlan.unreachable).toEqual([{ name: 'Silver' }]);
  });

  test('may come as the text of it', async () => {
    expect(await replace(JSON.stringify(OWN, null, 2))).toEqual({
      program: { id: MAIN, rulesVersion: OWN.version },
      errors: [],
    });
    const broken = JSON.stringify({ ...OWN, tiers: 'none' });
    expect((await replace(broken)).errors).toMatchObject([
      { path: '/rules/tiers', message: 'must be array, not "none"' },
    ]);
    expect((await replace(`${' '.repeat(200_000)}{}`)).errors).toMatchObject([{ path: '/rules', code: 'TOO_LONG' }]);
    expect((await replace('"a text in a text"')).errors).toMatchObject([{ path: '/rules', code: 'INVALID' }]);
    expect(await requiredFor(owner)).toEqual(['technical 4']);
  });

  test('is nothing to anybody else, not even to whom the partner lets see everything', async () => {
    const { partner: stranger } = await partnerWith(room, [membershipRecord()]);
    const distributor = await room.tenants.addPartner();
    const areas = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'DEAL'] as const;
    await room.tenants.grant({ from: owner, to: distributor, vendors: ['alpha'], areas });
    const before = [await requiredFor(stranger), await requiredFor(distributor)];
    await replace(OWN);
    expect([await requiredFor(stranger), await requiredFor(distributor)]).toEqual(before);
    expect([await versionFor(stranger), await versionFor(distributor)]).toEqual(['2026-05', '2026-05']);
  });

  test('of two partners are two: each reads its own, and taking one away leaves the other', async () => {
    const { partner: other } = await partnerWith(room, [membershipRecord()]);
    await replace(OWN);
    await replace({ ...OWN, version: 'theirs' }, other);
    expect([await versionFor(owner), await versionFor(other)]).toEqual([OWN.version, 'theirs']);
    expect(await restore(other)).toMatchObject({ program: { rulesVersion: '2026-05' }, errors: [] });
    expect([await versionFor(owner), await versionFor(other)]).toEqual([OWN.version, '2026-05']);
  });

  test('gives way to a newer one, and to the public rules when it is taken away; again changes nothing', async () => {
    await replace(OWN);
    await replace({ ...OWN, version: '2026-07' });
    expect(await versionFor(owner)).toBe('2026-07');
    const restored = { program: { id: MAIN, rulesVersion: '2026-05' }, errors: [] };
    expect(await restore()).toEqual(restored);
    expect(await requiredFor(owner)).toContain('technical 2');
    expect(await restore()).toEqual(restored);
  });

  test('is an entry of the audit log with its version and none of its numbers, and so is a refused one', async () => {
    await replace(OWN);
    await replace({ ...OWN, tiers: [{ ...SILVER, tier: 'tin' }] });
    await restore();
    expect(await auditOf(room, owner)).toMatchObject([
      { action: 'replaceProgramRules', target: MAIN, outcome: 'DONE', detail: { version: OWN.version } },
      {
        action: 'replaceProgramRules',
        outcome: 'REFUSED',
        detail: { errors: [{ path: '/rules/tiers/0/tier', code: 'INVALID' }] },
      },
      { action: 'restoreProgramRules', target: MAIN, outcome: 'DONE' },
    ]);
    expect(JSON.stringify(await auditOf(room, owner))).not.toMatch(/A-TECH|tin/);
  });
});

/** An array in an array in an array. */
function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('a file that is not good', () => {
  test('is told all of its faults at once, form and names, and changes nothing', async () => {
    await replace(OWN);
    const [requirement] = SILVER.requirements;
    const broken = {
      ...OWN,
      program: 'mane',
      version: '',
      effectiveFrom: '31.03.2026',
      sauce: 'our contract',
      tiers: [
        { ...SILVER, tier: 'tin' },
        { ...SILVER, requirements: [{ ...requirement, quantity: { value: 4, source: 'x', confidence: 'SURE' } }] },
        { ...SILVER, tier: undefined },
      ],
    };
    const { program, errors } = await replace(broken);
    expect(program).toEqual({ id: MAIN, rulesVersion: OWN.version });
    expect(errors.map(({ path, code, message }) => `${path} ${code} ${message}`).toSorted()).toEqual(
      [
        '/rules/effectiveFrom INVALID must be a calendar date such as 2026-03-31, not "31.03.2026"',
        '/rules/program INVALID must be "main", not "mane"',
        '/rules/sauce INVALID must be no such member, not "our contract"',
        '/rules/tiers/0/tier INVALID must be one of the tiers bronze, silver, gold, not "tin"',
        '/rules/tiers/1/requirements/0/quantity/confidence INVALID must be "HIGH" or "MEDIUM" or "LOW", not "SURE"',
        '/rules/tiers/1/requirements/0/quantity/value INVALID must be string, not 4',
        '/rules/tiers/2/tier REQUIRED must be string, not nothing',
        '/rules/version INVALID must be at least 1, not ""',
      ].toSorted(),
    );
    expect(await versionFor(owner)).toBe(OWN.version);
    expect(await requiredFor(owner)).toEqual(['technical 4']);
  });

  const [requirement] = SILVER.requirements;
  const quantity = (value: string): object => ({
    ...OWN,
    tiers: [{ ...SILVER, requirements: [{ ...requirement, quantity: { value, source: 'x', confidence: 'LOW' } }] }],
  });
  const refused: ReadonlyArray<[title: string, rules: unknown, path: string, message: RegExp]> = [
    ['a text', 'rules', '/rules', /^must be JSON, or the text of it, not "rules"$/],
    ['a list', [OWN], '/rules', /^must be object, not \[/],
    [
      'rules of the vendor’s whole file',
      { vendor: 'alpha', programs: [ALPHA_RULES] },
      '/rules/program',
      /^must be string, not nothing$/,
    ],
    [
      'far too long',
      { ...OWN, source: 'x'.repeat(200_000) },
      '/rules',
      /^must have at most 200000 characters of JSON, not 2\d{5}$/,
    ],
    ['without a bottom', { ...OWN, tiers: nested(20_000) }, '/rules', /^must not go deeper than 12 levels$/],
    ['with a text that nothing can keep', { ...OWN, source: 'a\0b' }, '/rules/source', /U\+0000/],
    ['with half of a character', { ...OWN, version: '\ud800' }, '/rules/version', /surrogate/],
    [
      'with a name that nothing can keep',
      { ...OWN, rulesOfEngagement: { 'a\0': 1 } },
      '/rules/rulesOfEngagement',
      /^names must be text/,
    ],
    [
      'with a number beyond reckoning',
      quantity('9'.repeat(30)),
      '/rules/tiers/0/requirements/0/quantity/value',
      /at most 18 digits/,
    ],
  ];
  test.each(refused)('because it is %s is refused in its place', async (_title, rules, path, message) => {
    const { errors } = await replace(rules);
    expect(errors.map((error) => error.path)).toContain(path);
    expect(errors.find((error) => error.path === path)?.message).toMatch(message);
    expect(errors.length).toBeLessThanOrEqual(20);
    expect(await versionFor(owner)).toBe('2026-05');
  });

  test('in very many places is told twenty of them', async () => {
    const tiers = Array.from({ length: 150 }, () => ({ ...SILVER, benefits: 'none' }));
    expect((await replace({ ...OWN, tiers })).errors).toHaveLength(20);
  });
});

describe('rules of a program', () => {
  test.each([
    'x',
    '',
    'alpha',
    toCodedNodeId('Program', 'alpha/none'),
    toCodedNodeId('Tier', 'alpha/main/-/silver'),
    toNodeId('Deal', '0b8f6f1e-6e2c-5a4e-8d3f-2b1c0a9f8e7d'),
  ])('of which there is none (%j) are neither replaced nor restored', async (program) => {
    const none = {
      program: null,
      errors: [
        {
          path: '/program',
          code: 'NOT_FOUND',
          message: 'must be the id of a program; there is none of this id',
          editable: true,
        },
      ],
    };
    expect(await replace(OWN, owner, program)).toEqual(none);
    expect(await restore(owner, program)).toEqual(none);
    const rows = await room.tenants.as(owner, 'partnergraph_app', (trx) =>
      sql`select 1 from program_rules`.execute(trx),
    );
    expect(rows.rows).toEqual([]);
  });

  test.each([
    ['imports:write', 'programs:read'],
    ['programs:read', 'imports:write'],
  ])('are changed by nobody who has %s alone', async (has, lacks) => {
    for (const query of [REPLACE, RESTORE]) {
      const variables = { program: MAIN, ...(query === REPLACE ? { rules: OWN } : {}) };
      const { errors } = await room.ask({ as: owner, query, variables, scopes: [has] });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: lacks });
    }
    expect(await versionFor(owner)).toBe('2026-05');
  });
});
