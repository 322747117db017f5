import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utcDate } from '../../../../platform/records/dates.ts';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
import { AWS_DEAL_FORM } from '../../../../vendors/aws/writes/form/deal-form.ts';
import { createOpportunityBody } from '../../../../vendors/aws/writes/form/opportunity-body.ts';
import { startWriteBench, type WriteBench } from './support/desk.ts';
import { drafts, MISTAKES } from './support/drafts.ts';
import { intentOf } from './support/intents.ts';
import { World } from './support/world.ts';

let bench: WriteBench;
let world: World;
let solutions: readonly string[];
beforeAll(async () => {
  bench = await startWriteBench();
  world = new World(bench);
  solutions = await world.solutions();
});
afterAll(async () => {
  world.close();
  await bench.close();
});

/** What our own check says of a draft: pointers, those of missing fields first. */
function complaints(content: DealContent): string[] {
  const { missing, errors } = AWS_DEAL_FORM.check(content, utcDate(new Date()));
  return [...missing, ...errors].map(({ path }) => path);
}

/** Whether AWS takes a draft, at creation and at submission, without our asking beforehand. */
async function isTaken(content: DealContent): Promise<boolean> {
  const desk = bench.desk(intentOf('SUBMIT_DEAL', { content }));
  for (let made = 0; made < 40; made += 1) {
    const plan = await desk.plan();
    if (plan.kind !== 'call') return plan.kind === 'done';
    const outcome = await desk.send(desk.store(plan.call));
    if (outcome.kind === 'refused') return false;
    expect(outcome.kind).toBe('applied');
  }
  throw new Error('the write does not end');
}

describe('what the form says and what AWS does', () => {
  test('a draft without a complaint is taken, at creation and at submission', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(drafts(solutions), async (draft) => {
        // Which solutions the partner has, only AWS can tell; the plan asks it before anything is made.
        fc.pre(complaints(draft).length === 0 && !isUnknownSolution(draft));
        taken += 1;
        expect(await isTaken(draft)).toBe(true);
      }),
      { numRuns: 80, seed: 1 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  test('a draft that is complained of is refused by AWS too', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(drafts(solutions), async (draft) => {
        const found = complaints(draft).filter((path) => !DOCUMENTED_ONLY.has(path));
        fc.pre(found.length > 0);
        refused += 1;
        expect([found, await isTaken(draft)]).toEqual([found, false]);
      }),
      { numRuns: 60, seed: 2 },
    );
    expect(refused).toBe(60);
  });

  test.each(Object.keys(MISTAKES))(
    '%s: told before it is sent when AWS would refuse it, and only then',
    async (name) => {
      const right = await world.content();
      const wrong = MISTAKES[name]?.(right) ?? right;
      const isUnknown = isUnknownSolution(wrong);
      expect([name, complaints(wrong).length > 0 || isUnknown]).toEqual([name, !(await isTaken(wrong))]);
    },
  );

  test('what a draft says in another language or with signs of HTML comes back as it was written', async () => {
    const title = 'Größe <b>&amp; "Höhe"</b> 量子 🏭';
    const content = { ...(await world.content()), name: title };
    const { plan } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    expect(plan).toMatchObject({ kind: 'done', record: { record: { name: title } } });
  });

  test('the total goes along only where the length of the contract is known', async () => {
    const without = createOpportunityBody(await world.content(), 'AWS', 'x');
    const monthly = { Amount: '12500', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' };
    expect(without['Project']).toMatchObject({ ExpectedCustomerSpend: [monthly] });
    const withMonths = createOpportunityBody(await world.content({ contractMonths: 24 }), 'AWS', 'x');
    expect(withMonths['Project']).toMatchObject({
      ExpectedCustomerSpend: [monthly, { ...monthly, Amount: '240000', TargetCompany: 'Self' }],
      ExpectedContractDuration: { Term: 'Months', Value: '24' },
    });
  });
});

/** AWS is documented to want an entry for itself at all times; the stand-in is content with the partner's own. */
const DOCUMENTED_ONLY: ReadonlySet<string> = new Set(['/vendorFields/monthlyAwsSpend']);

function isUnknownSolution({ vendorFields }: DealContent): boolean {
  const named = vendorFields['solutions'];
  return Array.isArray(named) && named.some((id) => !solutions.includes(String(id)));
}
