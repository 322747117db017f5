import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { FULL_BENEFIT } from '../benefits/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openGraphTest, type GraphTest } from '../support/open-graph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';

const MANAGER = { name: 'Mia Manager', email: 'mia@alpha.example', title: 'Partner manager' };

let graph: GraphTest;
let partner: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  graph = await openGraphTest([{ date: '2026-06-12', currency: 'USD', rate: '1.25', source: 'the tests' }]);
});
afterAll(() => graph.close());
beforeEach(async () => {
  partner = await graph.tenants.addPartner();
  alpha = await graph.tenants.connect(partner, 'alpha');
});

async function feed(told: Partial<MembershipRecord>, ...programs: ReadonlyArray<string | null>): Promise<void> {
  await graph.feeder.feed(alpha, [membershipRecord(told)], { area: 'MEMBERSHIP' });
  const benefits = programs.map((program, number) => ({ ...FULL_BENEFIT, remoteId: `B-${number}`, program }));
  await graph.feeder.feed(alpha, benefits, { area: 'BENEFIT' });
}

interface Risk {
  owner: typeof MANAGER | null;
  atRisk: { amount: string };
}

const QUERY =
  '{ benefitsAtRisk(withinDays: 365, currency: "EUR") { items { atRisk { amount } owner { name email title } } } }';

async function owners(as = partner): Promise<Array<Risk['owner']>> {
  const { benefitsAtRisk } = await graph.read<{ benefitsAtRisk: { items: Risk[] } }>({ as, query: QUERY });
  expect(benefitsAtRisk.items.every((item) => item.atRisk.amount === '6123.6')).toBe(true);
  return benefitsAtRisk.items.map((item) => item.owner);
}

describe('whose business money at risk is', () => {
  test('is the account manager of the membership behind the benefit', async () => {
    await feed({ accountManager: MANAGER }, 'main');
    expect(await owners()).toEqual([MANAGER]);
  });

  test.each<[string, Partial<MembershipRecord>, string | null]>([
    ['the vendor names no manager', {}, 'main'],
    ['the benefit belongs to no membership', { accountManager: MANAGER }, null],
    ['the membership is not known', { accountManager: MANAGER }, 'another'],
  ])('is nobody where %s', async (_title, told, program) => {
    await feed(told, program);
    expect(await owners()).toEqual([null]);
  });

  test('is told to another partner only as far as the membership was granted to it', async () => {
    await feed({ accountManager: MANAGER }, 'main');
    const distributor = await graph.tenants.addPartner();
    const grant = { from: partner, to: distributor, vendors: ['alpha'] } as const;
    await graph.tenants.grant({ ...grant, areas: ['BENEFIT'] });
    expect(await owners(distributor)).toEqual([null]);
    await graph.tenants.grant({ ...grant, areas: ['MEMBERSHIP'] });
    expect(await owners(distributor)).toEqual([MANAGER]);
  });

  test('costs one statement, however much money is at risk', async () => {
    await feed({ accountManager: MANAGER }, 'main');
    const cost = async (): Promise<number> => (await graph.ask({ as: partner, query: QUERY })).statements.length;
    const one = await cost();
    await feed({ accountManager: MANAGER }, ...Array.from({ length: 30 }, () => 'main'));
    expect(await owners()).toHaveLength(30);
    expect(await cost()).toBe(one);
  });

  test('shows a client nothing of the key that it is found by', async () => {
    const query = '{ benefitsAtRisk(withinDays: 1, currency: "EUR") { items { id } } }';
    const { errors } = await graph.ask({ as: partner, query });
    expect(errors[0]?.message).toMatch(/Cannot query field "id" on type "BenefitRisk"/);
  });
});
