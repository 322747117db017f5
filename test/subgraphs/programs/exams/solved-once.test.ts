import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryCache } from '../../../../platform/cache/open-cache.ts';
import { forRequests, type RequestCache } from '../../../../platform/cache/request-cache.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { held } from '../standing-records.ts';
import { openStandingRoom, partnerWith, tierId } from '../standing-room.ts';

const memory = forRequests(createMemoryCache());
/** Keys of what was looked up and found, and of what was solved and kept. */
const found: string[] = [];
const solved: string[] = [];
const watched: RequestCache = {
  ...memory,
  get: async <T>(key: Parameters<RequestCache['get']>[0]) => {
    const value = await memory.get<T>(key);
    if (value !== undefined) found.push(key);
    return value;
  },
  set: (key, value, ttlMs) => {
    solved.push(key);
    return memory.set(key, value, ttlMs);
  },
};

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom({ cache: watched });
});
afterAll(() => room.close());
beforeEach(() => {
  found.length = 0;
  solved.length = 0;
});

const QUERY = `query ($input: CertificationPlanInput!) {
  certificationPlan(input: $input) { exams { person { id } code } people optimal } }`;

async function planFor(as: TestPartner, of: TestPartner): Promise<{ exams: unknown[]; optimal: boolean }> {
  const input = { partner: of.id, targets: [tierId('preferred', 'Cloud')], asOf: '2026-09-30' };
  const data = await room.read<{ certificationPlan: { exams: unknown[]; optimal: boolean } }>({
    as,
    query: QUERY,
    variables: { input },
  });
  return data.certificationPlan;
}

function cloudPartner(...people: readonly string[]): ReturnType<typeof partnerWith> {
  const lapsed = { expiresOn: '2026-01-01' };
  const records = people.map((name) => held(name, 'B-OPS', lapsed));
  return partnerWith(room, records, 'beta');
}

describe('a certification plan that is asked for again', () => {
  test('for the same people is the same, and nothing is solved for it', async () => {
    const { partner } = await cloudPartner('ann', 'ben', 'cem', 'dia');
    const first = await planFor(partner, partner);
    expect([first.exams.length, first.optimal, solved.length]).toEqual([3, true, 1]);
    expect(await planFor(partner, partner)).toEqual(first);
    expect([solved.length, found]).toEqual([1, solved]);
  });

  test('by another partner, who may see the first, is solved for it anew', async () => {
    const { partner } = await cloudPartner('ann', 'ben', 'cem');
    const distributor = await room.tenants.addPartner();
    const areas = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'DEAL'] as const;
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['beta'], areas });
    const own = await planFor(partner, partner);
    expect((await planFor(distributor, partner)).exams).toHaveLength(own.exams.length);
    expect(found).toEqual([]);
    expect(solved.map((key) => key.includes(partner.uuid))).toEqual([true, false]);
    expect(solved[1]).toContain(distributor.uuid);
  });

  test('is solved anew as soon as somebody is there who can do more', async () => {
    const { partner, connection } = await cloudPartner('ann', 'ben', 'cem');
    const before = await planFor(partner, partner);
    await room.feeder.feed(connection, [held('eve', 'B-ARCH')], { area: 'CERTIFICATION', feed: 'certification' });
    const after = await planFor(partner, partner);
    expect([before.exams.length, after.exams.length]).toEqual([3, 2]);
    expect(found).toEqual([]);
  });

  test('keeps nothing of the people: neither names nor ids are in a key or a value', async () => {
    const { partner } = await cloudPartner('ann', 'ben', 'cem');
    const { exams } = await planFor(partner, partner);
    const [key = ''] = solved;
    const value = JSON.stringify(await memory.get(key as Parameters<RequestCache['get']>[0]));
    for (const { person } of exams as Array<{ person: { id: string } }>) {
      expect(`${key} ${value}`).not.toContain(person.id);
      expect(`${key} ${value}`).not.toContain(Buffer.from(person.id, 'base64url').toString().split(':')[1]);
    }
    expect(value).toMatch(/"chosen":\["/);
  });
});
