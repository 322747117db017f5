import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toNodeId } from '../../../../platform/ids/node-id.ts';
import { auditOf } from '../../partners/audit-support.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { membershipRecord } from '../records.ts';
import { requirement } from '../ruled-vendors.ts';
import { openStandingRoom, partnerWith, tierId } from '../standing-room.ts';

let room: SubgraphTest;
let owner: TestPartner;
let membership: string;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

async function membershipOf(as: TestPartner): Promise<string> {
  const data = await room.read<{ memberships: { nodes: Array<{ id: string }> } }>({
    as,
    query: '{ memberships { nodes { id } } }',
  });
  return data.memberships.nodes[0]?.id ?? 'none';
}

beforeEach(async () => {
  ({ partner: owner } = await partnerWith(room, [membershipRecord({ tier: 'silver' })]));
  membership = await membershipOf(owner);
});

interface Payload {
  membership: {
    id: string;
    progress: { requirements: Array<{ key: string; actual: string; gap: string }> } | null;
  } | null;
  errors: Array<{ path: string; code: string; message: string }>;
}
const REPORT = `mutation ($input: ReportedNumberInput!) { reportNumber(input: $input) {
  membership { id progress(to: "${tierId('gold')}") { requirements { key actual gap } } } errors { path code message } } }`;

const inputOf = (told: object = {}): object => ({
  membership,
  requirement: 'references',
  since: '2026-06-01',
  amount: '2',
  source: 'The portal, page References',
  ...told,
});

async function report(told: object = {}, as: TestPartner = owner): Promise<Payload> {
  const variables = { input: inputOf(told) };
  return (await room.read<{ reportNumber: Payload }>({ as, query: REPORT, variables })).reportNumber;
}

async function actual(key = 'references', as: TestPartner = owner): Promise<string | undefined> {
  const query = `{ memberships { nodes { progress(to: "${tierId('gold')}") { requirements { key actual gap } } } } }`;
  const data = await room.read<{ memberships: { nodes: Array<NonNullable<Payload['membership']>> } }>({ as, query });
  return data.memberships.nodes[0]?.progress?.requirements.find((one) => one.key === key)?.actual;
}

describe('a number that a partner reports of itself', () => {
  test('counts at once, in the answer and in the next read', async () => {
    expect(await actual()).toBeUndefined();
    const { membership: told, errors } = await report();
    expect(errors).toEqual([]);
    expect(told?.progress?.requirements).toContainEqual({ key: 'references', actual: '2', gap: '1' });
    expect(await actual()).toBe('2');
  });

  test('is true from its day on, until a later one; another of the same day takes its place', async () => {
    await report({ since: '2026-06-10', amount: '3' });
    await report({ since: '2026-06-01', amount: '1' });
    expect(await actual()).toBe('3');
    await report({ since: '2026-06-10', amount: '2.5' });
    expect(await actual()).toBe('2.5');
  });

  test('of money is in the currency that the requirement is in', async () => {
    const rules = {
      program: 'main',
      version: 'own',
      effectiveFrom: null,
      source: 'Our contract',
      rulesOfEngagement: null,
      tiers: [
        {
          tier: 'gold',
          requirements: [requirement('spend', '1000000', 'REVENUE', { unit: 'EUR', measure: { by: 'REPORTED' } })],
          benefits: [],
          unknown: [],
        },
      ],
    };
    const variables = { program: Buffer.from('Program:alpha/main').toString('base64url'), rules };
    const query = `mutation ($program: ID!, $rules: JSON!) { replaceProgramRules(program: $program, rules: $rules) { errors { path } } }`;
    expect(await room.read({ as: owner, query, variables })).toEqual({ replaceProgramRules: { errors: [] } });
    const spend = { requirement: 'spend', amount: '250000' };
    expect((await report(spend)).errors).toEqual([
      { path: '/input/currency', code: 'REQUIRED', message: 'must be EUR, not left out' },
    ]);
    expect((await report({ ...spend, currency: 'USD' })).errors).toEqual([
      { path: '/input/currency', code: 'NOT_ALLOWED', message: 'must be EUR, not USD' },
    ]);
    expect(await actual('spend')).toBeUndefined();
    expect((await report({ ...spend, currency: 'EUR' })).errors).toEqual([]);
    expect(await actual('spend')).toBe('250000');
  });

  test('is an entry of the audit log, and so is a refused one', async () => {
    await report();
    await report({ amount: '-1' });
    expect(await auditOf(room, owner)).toMatchObject([
      {
        action: 'reportNumber',
        target: membership,
        outcome: 'DONE',
        detail: { requirement: 'references', since: '2026-06-01', amount: '2', currency: null },
      },
      {
        action: 'reportNumber',
        outcome: 'REFUSED',
        detail: { errors: [{ path: '/input/amount', code: 'OUT_OF_RANGE' }] },
      },
    ]);
  });
});

describe('a report that can not be taken', () => {
  test.each([
    [
      'a requirement nobody knows',
      { requirement: 'charm' },
      '/input/requirement',
      'NOT_FOUND',
      'must be one of the requirements that are measured by reports: references, fee; not "charm"',
    ],
    [
      'a requirement that is counted and not reported',
      { requirement: 'technical' },
      '/input/requirement',
      'NOT_FOUND',
      'must be one of the requirements that are measured by reports: references, fee; not "technical"',
    ],
    [
      'a day to come',
      { since: '2026-06-16' },
      '/input/since',
      'OUT_OF_RANGE',
      'must be a day from 2000-01-01 to 2026-06-15, not 2026-06-16',
    ],
    [
      'a day long gone',
      { since: '1999-12-31' },
      '/input/since',
      'OUT_OF_RANGE',
      'must be a day from 2000-01-01 to 2026-06-15, not 1999-12-31',
    ],
    ['a number below nought', { amount: '-0.5' }, '/input/amount', 'OUT_OF_RANGE', 'must be 0 or more, not "-0.5"'],
    [
      'a number beyond reckoning',
      { amount: '1'.repeat(19) },
      '/input/amount',
      'OUT_OF_RANGE',
      'must be a number of at most 18 digits before the point and 6 behind, not "1111111111111111111"',
    ],
    [
      'money where none is meant',
      { currency: 'EUR' },
      '/input/currency',
      'NOT_ALLOWED',
      'must be left out for a number of references, not EUR',
    ],
    ['no source', { source: ' ' }, '/input/source', 'REQUIRED', 'must say where the number is from, not " "'],
    [
      'a source without end',
      { source: 'x'.repeat(301) },
      '/input/source',
      'TOO_LONG',
      'must have at most 300 characters, not 301',
    ],
  ])('for %s says where and why, and changes nothing', async (_title, told, ...expected) => {
    const [path, code, message] = expected;
    expect((await report(told)).errors).toEqual([{ path, code, message }]);
    expect(await actual()).toBeUndefined();
  });

  test('for several reasons tells them all', async () => {
    const { errors } = await report({ requirement: 'charm', since: '2027-01-01', amount: '-1', source: '' });
    expect(errors.map(({ path }) => path)).toEqual([
      '/input/since',
      '/input/amount',
      '/input/source',
      '/input/requirement',
    ]);
  });

  test("for another's membership finds none, also when that is shared with the caller", async () => {
    const distributor = await room.tenants.addPartner();
    const areas = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'DEAL'] as const;
    await room.tenants.grant({ from: owner, to: distributor, vendors: ['alpha'], areas });
    const { partner: stranger } = await partnerWith(room, []);
    const none = {
      membership: null,
      errors: [
        {
          path: '/input/membership',
          code: 'NOT_FOUND',
          message: 'must be the id of one of your memberships; there is none of this id',
        },
      ],
    };
    expect(await membershipOf(distributor)).toBe(membership);
    expect(await report({}, distributor)).toEqual(none);
    expect(await report({}, stranger)).toEqual(none);
    const shouted = Buffer.from(membership, 'base64url').toString().split(':')[1] ?? '';
    for (const id of ['x', toNodeId('Deal', shouted), toNodeId('Membership', shouted.toUpperCase())])
      expect(await report({ membership: id })).toEqual(none);
    expect(await actual()).toBeUndefined();
    expect(await actual('references', distributor)).toBeUndefined();
  });

  test('beyond 400 days of one requirement is refused; one of a day that has a number is still taken', async () => {
    await report();
    const { uuid } = owner;
    await room.tenants.as(owner, 'partnergraph_app', (trx) =>
      trx
        .insertInto('standing_report')
        .columns([
          'partner_id',
          'vendor_id',
          'area',
          'program',
          'portfolio',
          'key',
          'from_date',
          'amount',
          'source',
          'created_at',
        ])
        .values(
          Array.from({ length: 399 }, (_, day) => ({
            partner_id: uuid,
            vendor_id: 'alpha',
            area: 'MEMBERSHIP',
            program: 'main',
            portfolio: '',
            key: 'references',
            from_date: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
            amount: '1',
            source: 'a test',
            created_at: room.clock.now(),
          })),
        )
        .execute(),
    );
    expect((await report({ since: '2026-06-02' })).errors).toMatchObject([
      { path: '/input/requirement', code: 'OUT_OF_RANGE' },
    ]);
    expect((await report({ amount: '7' })).errors).toEqual([]);
    expect(await actual()).toBe('7');
  });

  test.each([
    ['imports:write', 'programs:read'],
    ['programs:read', 'imports:write'],
  ])('by somebody who has %s alone is refused', async (has, lacks) => {
    const { errors } = await room.ask({ as: owner, query: REPORT, variables: { input: inputOf() }, scopes: [has] });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: lacks });
    expect(await actual()).toBeUndefined();
  });
});
