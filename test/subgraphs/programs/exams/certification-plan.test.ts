import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VendorRecord } from '../../../../platform/records/records.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { onlyResult, planOf } from '../plan/plan-query.ts';
import { betaRecord, membershipRecord } from '../records.ts';
import { held, won } from '../standing-records.ts';
import { feedAll, openStandingRoom, partnerWith, personId, tierId } from '../standing-room.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

interface ExamAnswer {
  person: { id: string };
  code: string;
  vendor: { id: string };
  by: string;
  countsToward: Array<{ name: string }>;
}
interface PlanAnswer {
  exams: ExamAnswer[];
  people: number;
  covers: Array<{ name: string }>;
  unreachable: Array<{ name: string }>;
  optimal: boolean;
}

const QUERY = `query ($input: CertificationPlanInput!) { certificationPlan(input: $input) {
  exams { person { id } code vendor { id } by countsToward { name } } people covers { name } unreachable { name } optimal } }`;

async function examsFor(as: TestPartner, targets: readonly string[], more: object = {}): Promise<PlanAnswer> {
  const variables = { input: { partner: as.id, targets, asOf: '2026-09-30', ...more } };
  return (await room.read<{ certificationPlan: PlanAnswer }>({ as, query: QUERY, variables })).certificationPlan;
}

const NAMELESS = { expiresOn: '2026-01-01' } as const;
/** People who hold nothing any more, and may sit exams. */
const staff = (...names: readonly string[]): VendorRecord[] => names.map((name) => held(name, 'A-TECH', NAMELESS));

describe('a certification plan', () => {
  test('counts one exam for every requirement of every target that it serves', async () => {
    const { partner, connection } = await partnerWith(room, [...staff('ann', 'ben', 'cem'), held('dia', 'A-SALES')]);
    const plan = await examsFor(partner, [tierId('silver'), tierId('gold')]);
    // Three technical people, two of them experts; in sales there is one. Technicians where those are enough.
    expect(plan.exams.map(({ code }) => code).toSorted()).toEqual(['A-EXPERT', 'A-EXPERT', 'A-TECH']);
    expect(plan).toMatchObject({ people: 3, optimal: true, unreachable: [] });
    expect(plan.covers.map(({ name }) => name)).toEqual(['Silver', 'Gold']);
    for (const exam of plan.exams) {
      expect(exam).toMatchObject({
        vendor: { id: 'alpha' },
        by: '2026-09-30',
        countsToward: [{ name: 'Silver' }, { name: 'Gold' }],
      });
    }
    expect(new Set(plan.exams.map(({ person }) => person.id)).size).toBe(3);
    expect(plan.exams.map(({ person }) => person.id)).not.toContain(personId(connection, 'eve'));
  });

  test('renews what ends before the day, and not what lasts', async () => {
    const { partner, connection } = await partnerWith(room, [
      held('ann', 'A-TECH', { expiresOn: '2026-09-29' }),
      held('ben', 'A-TECH', { expiresOn: '2026-09-30' }),
      held('ben', 'A-SALES'),
    ]);
    const { exams, people } = await examsFor(partner, [tierId('silver')]);
    expect(exams).toMatchObject([{ person: { id: personId(connection, 'ann') }, code: 'A-TECH' }]);
    expect(people).toBe(1);
  });

  test('rather lets somebody renew than another begin', async () => {
    const { partner, connection } = await partnerWith(room, [
      ...['ann', 'ben', 'cem'].map((name) => held(name, 'OTHER')),
      held('dia', 'A-SALES', NAMELESS),
      held('eve', 'A-TECH'),
      held('fay', 'A-TECH'),
    ]);
    const { exams } = await examsFor(partner, [tierId('silver')]);
    expect(exams).toMatchObject([{ person: { id: personId(connection, 'dia') }, code: 'A-SALES' }]);
  });

  test('asks nothing of those who are excluded, and still counts what they hold', async () => {
    const { partner, connection } = await partnerWith(room, [
      ...staff('ann', 'ben'),
      held('cem', 'A-TECH'),
      held('cem', 'A-SALES'),
    ]);
    const exclude = [personId(connection, 'ann'), personId(connection, 'cem')];
    const { exams } = await examsFor(partner, [tierId('silver')], { exclude });
    expect(exams.map(({ person, code }) => [person.id, code])).toEqual([[personId(connection, 'ben'), 'A-TECH']]);
  });

  test('names what no exams reach, and plans for the others', async () => {
    const { partner } = await partnerWith(room, [...staff('ann', 'ben'), held('ann', 'A-SALES')]);
    const network = tierId('adviser', 'Network');
    const plan = await examsFor(partner, [tierId('gold'), network, tierId('silver'), tierId('bronze')]);
    expect(plan.unreachable.map(({ name }) => name)).toEqual(['Gold', 'Network Adviser']);
    expect(plan.covers.map(({ name }) => name)).toEqual(['Silver', 'Bronze']);
    expect(plan.exams).toHaveLength(2);
  });

  test('reaches nothing where nobody knows who holds what', async () => {
    const partner = await room.tenants.addPartner();
    await room.tenants.connect(partner, 'alpha');
    const plan = await examsFor(partner, [tierId('silver')]);
    expect(plan).toMatchObject({ exams: [], covers: [], unreachable: [{ name: 'Silver' }] });
  });

  test('asks people of the source that brings the certifications of the vendor, not their doubles elsewhere', async () => {
    const { partner, connection } = await partnerWith(room, staff('ann', 'ben', 'cem'));
    const beta = await room.tenants.connect(partner, 'beta');
    await feedAll(room, beta, [held('ann', 'B-OPS'), held('xia', 'B-OPS', NAMELESS), held('yan', 'B-OPS', NAMELESS)]);
    const plan = await examsFor(partner, [tierId('silver'), tierId('preferred', 'Cloud')]);
    expect(plan.unreachable).toEqual([]);
    const own = ['ann', 'ben', 'cem'].map((name) => personId(connection, name));
    for (const exam of plan.exams) expect(own.includes(exam.person.id)).toBe(exam.vendor.id === 'alpha');
    // One architect and one more operator: ann is one already, and nobody is both.
    expect(plan.exams.filter(({ vendor }) => vendor.id === 'beta')).toHaveLength(2);
  });

  test.each([
    ['a target', { targets: ['x'] }, 'input.targets[0] must be the id of a tier, not "x"'],
    ['somebody excluded', { exclude: ['x'] }, 'input.exclude[0] must be the id of a person, not "x"'],
    ['the partner', { partner: 'x' }, 'input.partner must be the id of a partner, not "x"'],
  ])('refuses an id that is none for %s', async (_title, input, message) => {
    const { partner } = await partnerWith(room, []);
    await expect(examsFor(partner, [], input)).rejects.toThrow(message);
  });

  test('needs the scope programs:read', async () => {
    const { partner } = await partnerWith(room, []);
    const variables = { input: { partner: partner.id, targets: [], asOf: '2026-09-30' } };
    const { errors } = await room.ask({ as: partner, query: QUERY, variables, scopes: ['deals:read'] });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('takes as many statements for 60 people as for three', async () => {
    const asked = async (count: number): Promise<number> => {
      const names = Array.from({ length: count }, (_, index) => `p${index}`);
      const { partner } = await partnerWith(room, staff(...names));
      const variables = {
        input: { partner: partner.id, targets: [tierId('silver'), tierId('gold')], asOf: '2026-09-30' },
      };
      const { statements, errors } = await room.ask({ as: partner, query: QUERY, variables });
      expect(errors).toEqual([]);
      return statements.length;
    };
    // The refusal before this one is still being written down while it is answered.
    await asked(1);
    const three = await asked(3);
    expect(await asked(60)).toBe(three);
    // Begin, scope, facts, reports, feeds, own rules, commit.
    expect(three).toBe(7);
  });
});

describe('a certification plan that is carried out', () => {
  const certification = fc
    .tuple(fc.constantFrom('ann', 'ben', 'cem', 'dia'), fc.constantFrom('A-TECH', 'A-EXPERT', 'A-SALES'), fc.boolean())
    .map(([person, code, lasts]): VendorRecord => held(person, code, lasts ? {} : NAMELESS));

  test('is enough for the targets it covers, as the tier plan tells', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(certification, { maxLength: 6 }),
        fc.constantFrom('silver', 'gold'),
        async (known, code) => {
          const { partner } = await partnerWith(room, [
            membershipRecord(),
            ...staff('ann', 'ben', 'cem', 'dia'),
            ...known,
            won('d1', null),
          ]);
          const { exams, covers } = await examsFor(partner, [tierId(code)]);
          expect(covers).toHaveLength(1);
          const certifications = exams.map(({ person, code: passed, vendor, by }) => ({
            person: person.id,
            code: passed,
            vendor: vendor.id,
            by,
          }));
          const { after } = onlyResult(
            await planOf(room, partner, { targets: [tierId(code)], asOf: '2026-09-30', certifications }),
          );
          const counting = after.requirements.filter(({ key }) => ['technical', 'experts', 'sales'].includes(key));
          expect(counting.map(({ gap }) => gap)).toEqual(counting.map(() => '0'));
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);

  test('is enough where people are shared out too', async () => {
    const { partner } = await partnerWith(
      room,
      [
        betaRecord('Cloud'),
        held('ann', 'B-ARCH'),
        held('ann', 'B-OPS'),
        held('ben', 'B-OPS', NAMELESS),
        held('cem', 'B-OPS', NAMELESS),
      ],
      'beta',
    );
    const targets = [tierId('preferred', 'Cloud')];
    const { exams } = await examsFor(partner, targets);
    expect(exams).toHaveLength(2);
    const certifications = exams.map(({ person, code, vendor, by }) => ({
      person: person.id,
      code,
      vendor: vendor.id,
      by,
    }));
    const { after } = onlyResult(await planOf(room, partner, { targets, asOf: '2026-09-30', certifications }));
    expect(after).toMatchObject({ percent: '100', met: true });
  });
});
