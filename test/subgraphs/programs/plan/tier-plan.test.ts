import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditOf } from '../../partners/audit-support.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { betaRecord, membershipRecord } from '../records.ts';
import { held, won } from '../standing-records.ts';
import { feedAll, openStandingRoom, partnerWith, personId, tierId } from '../standing-room.ts';
import { onlyResult, planOf, PLAN_QUERY } from './plan-query.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

/** One technical person of two, nobody in sales, two deals of two. */
const HALFWAY = [membershipRecord(), held('ann', 'A-TECH'), won('d1', '2026-05-01'), won('d2', '2026-05-02')];

const CEM = held('cem', 'A-TECH', { expiresOn: '2026-01-01' });

describe('a tier plan without assumptions, of today', () => {
  test('aims at the next tier of each membership, and says before and after what is', async () => {
    const { partner } = await partnerWith(room, HALFWAY);
    const plan = await planOf(room, partner, {});
    const result = onlyResult(plan);
    expect(result.target.name).toBe('Silver');
    expect(result.before.percent).toBe('50');
    expect(result.after).toEqual(result.before);
    expect(result).toMatchObject({ reachedOn: null, benefitsUnlocked: [], benefitsLost: [], unknown: null });
    expect(plan.assumptions).toEqual(['Rules of Alpha Partner Program: version 2026-05, from The guide of May 2026.']);
  });

  test('has no result for a membership on its highest tier, and several where a partner is in several', async () => {
    const { partner } = await partnerWith(room, [membershipRecord({ tier: 'gold' })]);
    const beta = await room.tenants.connect(partner, 'beta');
    await feedAll(room, beta, [betaRecord('Cloud'), betaRecord('Network')]);
    const { results } = await planOf(room, partner, {});
    expect(results.map(({ target }) => target.name)).toEqual(['Preferred Cloud Partner', 'Network Adviser']);
  });

  test('says why there is no figure where the rules are not known', async () => {
    const { partner } = await partnerWith(room, [betaRecord('Network')], 'beta');
    const { before, after, unknown, cheapestGap } = onlyResult(await planOf(room, partner, {}));
    expect(unknown).toBe('What Network Adviser asks for is not known.');
    const none = {
      percent: '0',
      met: false,
      requirements: [],
      unknown: ['What Network Adviser asks for is not known.'],
    };
    expect([before, after, cheapestGap]).toEqual([none, none, []]);
  });
});

describe('what is assumed', () => {
  test('changes what is after, and nothing of what is before', async () => {
    const { partner, connection } = await partnerWith(room, [...HALFWAY, CEM]);
    const certifications = [
      { person: personId(connection, 'cem'), code: 'A-EXPERT', vendor: 'alpha', by: '2026-07-01' },
      { person: personId(connection, 'ann'), code: 'A-SALES', vendor: 'alpha', by: '2026-08-01' },
    ];
    const plan = await planOf(room, partner, { asOf: '2026-09-30', certifications });
    const { before, after, reachedOn, benefitsUnlocked } = onlyResult(plan);
    expect(before.requirements.map(({ actual }) => actual)).toEqual(['1', '0', '2']);
    expect(after).toMatchObject({ percent: '100', met: true });
    expect([reachedOn, benefitsUnlocked]).toEqual(['2026-08-01', ['Deal registration']]);
    expect(plan.assumptions).toEqual([
      'Figures before are of 2026-06-15, figures after of 2026-09-30.',
      'Deals and revenue are those won so far, as far as they fall into the time that counts on 2026-09-30; reported numbers stay as they are.',
      'One person passes A-EXPERT of Alpha Systems by 2026-07-01: it holds until 2028-07-01.',
      'One person passes A-SALES of Alpha Systems by 2026-08-01: how long it holds is not known, so it is taken as without an end.',
      'Rules of Alpha Partner Program: version 2026-05, from The guide of May 2026.',
    ]);
  });

  test('counts people: a second certification of one who counts already adds nobody', async () => {
    const { partner, connection } = await partnerWith(room, HALFWAY);
    const ann = { person: personId(connection, 'ann'), vendor: 'alpha', by: '2026-06-15' };
    const certifications = [
      { ...ann, code: 'A-EXPERT' },
      { ...ann, code: 'A-TECH' },
    ];
    const { before, after } = onlyResult(await planOf(room, partner, { certifications }));
    expect(after).toEqual(before);
  });

  test('does not count what comes too late, or what no rule counts, and says so', async () => {
    const { partner, connection } = await partnerWith(room, HALFWAY);
    const ann = { person: personId(connection, 'ann'), vendor: 'alpha' };
    const certifications = [
      { ...ann, code: 'A-SALES', by: '2026-06-16' },
      { ...ann, code: 'A-SAILS', by: '2026-06-15' },
    ];
    const plan = await planOf(room, partner, { certifications });
    const { before, after } = onlyResult(plan);
    expect(after).toEqual(before);
    expect(plan.assumptions.slice(0, 2)).toEqual([
      'One person passes A-SALES of Alpha Systems by 2026-06-16: later than 2026-06-15, so it is not counted.',
      'One person passes A-SAILS of Alpha Systems by 2026-06-15: no rule of these programs is known to count it.',
    ]);
  });

  test('lets time pass: what ends is not counted, and the benefits of the present tier are lost', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord({ tier: 'silver', reviewOn: '2026-08-31' }),
      held('ann', 'A-TECH', { expiresOn: '2026-08-01' }),
      held('ben', 'A-TECH'),
      held('ben', 'A-SALES'),
      won('d1', '2026-05-01'),
      won('d2', '2026-05-02'),
    ]);
    const input = { targets: [tierId('silver')] };
    const plan = await planOf(room, partner, { ...input, asOf: '2026-09-01' });
    expect(onlyResult(plan)).toMatchObject({
      before: { percent: '100', met: true },
      after: { percent: '83.33', met: false },
      reachedOn: null,
      benefitsLost: ['Deal registration'],
    });
    expect(plan.assumptions).toContain(
      'Certifications that end before 2026-09-01 are not renewed, unless the plan says so: 1.',
    );
    // A tier falls when the vendor looks, not before.
    expect(onlyResult(await planOf(room, partner, { ...input, asOf: '2026-08-15' }))).toMatchObject({
      after: { met: false },
      benefitsLost: [],
    });
  });

  test('takes those who leave out, with all that they hold or would pass', async () => {
    const { partner, connection } = await partnerWith(room, [...HALFWAY, held('ann', 'A-SALES'), CEM]);
    const ann = personId(connection, 'ann');
    const certifications = [{ person: ann, code: 'A-EXPERT', vendor: 'alpha', by: '2026-06-15' }];
    const plan = await planOf(room, partner, { leavers: [ann], certifications });
    const { after, cheapestGap } = onlyResult(plan);
    expect(after.requirements.map(({ actual }) => actual)).toEqual(['0', '0', '2']);
    expect(plan.assumptions).toContain('One person leaves: nothing they hold is counted.');
    expect(cheapestGap.flatMap(({ candidates }) => candidates)).not.toContainEqual({ id: ann });
  });

  test('adds money to what was made, at the rate of the day', async () => {
    const { partner } = await partnerWith(room, [membershipRecord({ tier: 'silver' }), won('d1', '2026-05-01')]);
    const revenue = [
      { vendor: 'alpha', amount: { amount: '4000', currency: 'EUR' }, by: '2026-06-20' },
      { vendor: 'alpha', amount: { amount: '1', currency: 'USD' }, by: '2027-01-01' },
      { vendor: 'beta', amount: { amount: '900', currency: 'USD' }, by: '2026-06-20' },
    ];
    const plan = await planOf(room, partner, { asOf: '2026-07-01', revenue });
    const made = onlyResult(plan).after.requirements.find(({ key }) => key === 'revenue');
    expect(made).toMatchObject({ actual: '6000', gap: '4000' });
    expect(plan.assumptions).toContain(
      'USD 1 of revenue with Alpha Systems by 2027-01-01: later than 2026-07-01, so it is not counted.',
    );
  });
});

describe('the cheapest way to close the gap', () => {
  test('takes one exam for two requirements where it counts for both, and names who could sit it', async () => {
    const { partner, connection } = await partnerWith(room, [
      membershipRecord({ tier: 'silver' }),
      held('ann', 'A-TECH'),
      held('ann', 'A-EXPERT'),
      held('ben', 'A-TECH'),
      held('cem', 'A-SALES'),
      won('d1', '2026-05-01', { value: { amount: '9000', currency: 'USD' } }),
    ]);
    // A third technical person and a second expert: cem as an expert is both. And money.
    const { cheapestGap } = onlyResult(await planOf(room, partner, {}));
    expect(cheapestGap).toEqual([
      {
        label: 'Alpha Certified Expert (A-EXPERT)',
        kind: 'CERTIFIED_HEADCOUNT',
        quantity: '1',
        candidates: [{ id: personId(connection, 'cem') }, { id: personId(connection, 'ben') }],
      },
      { label: 'revenue', kind: 'REVENUE', quantity: '1000', candidates: [] },
      { label: 'storage', kind: 'SPECIALIZATION', quantity: '1', candidates: [] },
    ]);
  });

  test('says how many people are lacking where those there are can not close it', async () => {
    const { partner, connection } = await partnerWith(room, HALFWAY);
    const { cheapestGap } = onlyResult(await planOf(room, partner, {}));
    expect(cheapestGap).toEqual([
      {
        label: 'Alpha Sales Professional (A-SALES)',
        kind: 'CERTIFIED_HEADCOUNT',
        quantity: '1',
        candidates: [{ id: personId(connection, 'ann') }],
      },
      { label: 'technical', kind: 'CERTIFIED_HEADCOUNT', quantity: '1', candidates: [] },
    ]);
  });

  test('is nothing once there is no gap', async () => {
    const { partner } = await partnerWith(room, [...HALFWAY, held('ben', 'A-TECH'), held('ben', 'A-SALES')]);
    expect(onlyResult(await planOf(room, partner, {})).cheapestGap).toEqual([]);
  });
});

describe('an input that makes no sense', () => {
  test.each([
    ['a partner', { partner: 'x' }, 'input.partner must be the id of a partner, not "x"'],
    [
      'a target of a program that the partner is not in',
      { targets: [tierId('partner', 'Cloud')] },
      'input.targets[0] must be',
    ],
    ['a target that is no tier', { targets: ['x'] }, 'input.targets[0] must be'],
    ['a leaver who is nobody', { leavers: ['x'] }, 'input.leavers[0] must be the id of a person, not "x"'],
    [
      'a vendor',
      { revenue: [{ vendor: 'omega', amount: { amount: '1', currency: 'EUR' }, by: '2026-07-01' }] },
      'input.revenue[0].vendor must be the id of a vendor, not "omega"',
    ],
    [
      'money that is owed',
      { revenue: [{ vendor: 'alpha', amount: { amount: '-1', currency: 'EUR' }, by: '2026-07-01' }] },
      'input.revenue[0].amount.amount must be not negative',
    ],
  ])('%s is named in the error', async (_title, input, message) => {
    const { partner } = await partnerWith(room, HALFWAY);
    const variables = { input: { partner: partner.id, asOf: '2026-06-15', ...input } };
    const { errors } = await room.ask({ as: partner, query: PLAN_QUERY, variables });
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test("nobody else's people can be assumed to pass an exam", async () => {
    const { partner } = await partnerWith(room, HALFWAY);
    const { connection: other } = await partnerWith(room, HALFWAY);
    const certifications = [{ person: personId(other, 'ann'), code: 'A-TECH', vendor: 'alpha', by: '2026-06-15' }];
    await expect(planOf(room, partner, { certifications })).rejects.toThrow(
      "input.certifications[0].person must be the id of one of the partner's people",
    );
  });
});

describe('who may ask', () => {
  test("a stranger's plan of a partner has no results", async () => {
    const { partner } = await partnerWith(room, HALFWAY);
    const stranger = await room.tenants.addPartner();
    expect((await planOf(room, stranger, { partner: partner.id })).results).toEqual([]);
  });

  test('needs the scope programs:read', async () => {
    const { partner } = await partnerWith(room, HALFWAY);
    const variables = { input: { partner: partner.id, asOf: '2026-06-15' } };
    const { errors } = await room.ask({ as: partner, query: PLAN_QUERY, variables, scopes: ['deals:read'] });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'programs:read' });
    // The refusal is written down behind the answer: its statements are not to be counted as the next question's.
    while ((await auditOf(room, partner)).length === 0);
  });

  test('takes as many statements for twelve memberships as for one', async () => {
    const asked = async (count: number): Promise<number> => {
      const { partner } = await partnerWith(room, [
        ...Array.from({ length: count }, (_, index) =>
          membershipRecord({
            remoteId: `M-${index}`,
            distributor: { scheme: 'NUMBER', value: String(index), name: null },
          }),
        ),
        held('ann', 'A-TECH'),
      ]);
      const variables = { input: { partner: partner.id, asOf: '2026-06-15' } };
      const { statements, errors, data } = await room.ask<{ tierPlan: { results: unknown[] } }>({
        as: partner,
        query: PLAN_QUERY,
        variables,
      });
      expect(errors).toEqual([]);
      expect(data?.tierPlan.results).toHaveLength(count);
      return statements.length;
    };
    const one = await asked(1);
    expect(await asked(12)).toBe(one);
    // Begin, scope, facts, reports, feeds, memberships, own rules, commit.
    expect(one).toBe(8);
  });
});
