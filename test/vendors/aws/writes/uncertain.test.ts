import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WriteIntent, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { startWriteBench, type Desk, type WriteBench } from './support/desk.ts';
import { intentOf } from './support/intents.ts';
import { World } from './support/world.ts';

let bench: WriteBench;
let world: World;
beforeAll(async () => {
  bench = await startWriteBench();
  world = new World(bench);
});
afterAll(async () => {
  world.close();
  await bench.close();
});

/** What may happen to a call on its way there or back. */
const FAULTS: Readonly<Record<string, object>> = {
  'was done, and an error answered': { commitThenFail: { as: 'status', status: 500 } },
  'was done, and the answer cut off': { commitThenFail: { as: 'truncate' } },
  'was done, and no answer came': { commitThenFail: { as: 'hang' } },
  'was done, and the connection broke': { commitThenFail: { as: 'reset' } },
  'was not done, and no answer came': { hang: true },
  'was not done, and the connection broke': { reset: true },
  'was not done, and an error answered': { status: 503 },
};

interface Subject {
  readonly operation: string;
  /** What is to be written, over a world made for it. */
  readonly intent: () => Promise<WriteIntent>;
  /** What is there afterwards, once and not twice. */
  readonly outcome: (desk: Desk, plan: WritePlan) => Promise<unknown>;
  readonly expected: unknown;
  /** Records that the write makes, where that is not as its kind says. */
  readonly made?: number;
}

const submit = async (): Promise<WriteIntent> => intentOf('SUBMIT_DEAL', { content: await world.content() });
const update = async (): Promise<WriteIntent> => {
  const [, other = ''] = await world.solutions();
  const remoteId = await world.submitted('Approved');
  return intentOf('UPDATE_DEAL', {
    remoteId,
    patch: { closeOn: '2031-09-30', vendorFields: { solutions: [other] } },
  });
};
const lose = async (): Promise<WriteIntent> =>
  intentOf('CLOSE_LOST', { remoteId: await world.submitted('Approved'), reason: 'Price', closedOn: '2031-01-01' });
const accept = async (): Promise<WriteIntent> => intentOf('ACCEPT_OFFER', { remoteId: await world.invitation() });
const acceptLead = async (): Promise<WriteIntent> =>
  intentOf('ACCEPT_OFFER', { remoteId: await world.invitation({ PayloadType: 'LeadInvitation' }) });
const decline = async (): Promise<WriteIntent> =>
  intentOf('DECLINE_OFFER', { remoteId: await world.invitation(), reason: 'Unable to support' });
const request = async (): Promise<WriteIntent> => intentOf('REQUEST_FUNDS', { funds: await world.funds() });

/** Records with the external id of the write, and what state they are in. */
async function opportunitiesOf(desk: Desk): Promise<unknown> {
  const made = (await bench.made('opportunity')).filter(({ externalId }) => externalId === desk.intent.externalId);
  return Promise.all(
    made.map(async ({ id }) => {
      const { LifeCycle, RelatedEntityIdentifiers: tied } = await world.opportunity(id);
      return [LifeCycle?.ReviewStatus, tied?.Solutions?.length, tied?.AwsProducts?.length];
    }),
  );
}

async function changedOpportunity({ intent }: Desk): Promise<unknown> {
  const { LifeCycle, RelatedEntityIdentifiers: tied } = await world.opportunity(intent.remoteId ?? '');
  return [LifeCycle?.Stage, LifeCycle?.TargetCloseDate, tied?.Solutions?.length];
}

/** The offer as it was read back. */
async function statusOf(_desk: Desk, plan: WritePlan): Promise<unknown> {
  const record = plan.kind === 'done' ? plan.record?.record : undefined;
  return record?.kind === 'deal' ? record.status : null;
}

/** Applications of this write among all that were made since it began. */
async function applicationsOf({ progress }: Desk): Promise<unknown> {
  const made = await bench.made('application');
  return made.filter(({ id }) => id === progress['remoteId']).length;
}

const SUBJECTS: readonly Subject[] = [
  { operation: 'CreateOpportunity', intent: submit, outcome: opportunitiesOf, expected: [['Submitted', 1, 2]] },
  { operation: 'AssociateOpportunity', intent: submit, outcome: opportunitiesOf, expected: [['Submitted', 1, 2]] },
  {
    operation: 'StartEngagementFromOpportunityTask',
    intent: submit,
    outcome: opportunitiesOf,
    expected: [['Submitted', 1, 2]],
  },
  {
    operation: 'UpdateOpportunity',
    intent: update,
    outcome: changedOpportunity,
    expected: ['Technical Validation', '2031-09-30', 1],
  },
  {
    operation: 'DisassociateOpportunity',
    intent: update,
    outcome: changedOpportunity,
    expected: ['Technical Validation', '2031-09-30', 1],
  },
  {
    operation: 'UpdateOpportunity',
    intent: lose,
    outcome: changedOpportunity,
    expected: ['Closed Lost', '2031-01-01', 1],
  },
  {
    operation: 'StartEngagementByAcceptingInvitationTask',
    intent: accept,
    outcome: statusOf,
    expected: 'APPROVED',
  },
  { operation: 'AcceptEngagementInvitation', intent: acceptLead, outcome: statusOf, expected: 'APPROVED', made: 0 },
  { operation: 'RejectEngagementInvitation', intent: decline, outcome: statusOf, expected: 'DECLINED' },
  { operation: 'CreateBenefitApplication', intent: request, outcome: applicationsOf, expected: 1 },
  { operation: 'SubmitBenefitApplication', intent: request, outcome: applicationsOf, expected: 1 },
];

const CASES = SUBJECTS.flatMap((subject) =>
  Object.entries(FAULTS).map(([words, faults]) => ({ subject, words, faults })),
);

describe('a call whose outcome nobody knows', () => {
  test.each(CASES.map((one) => [`${one.subject.operation} ${one.words}`, one] as const))(
    '%s: found out, and done once',
    async (_title, { subject, faults }) => {
      const desk = bench.desk(await subject.intent());
      await bench.door('DELETE', 'calls');
      let isHit = false;
      const { plan } = await runThrough(desk, async (call) => {
        const { operation } = call.request as { operation: string };
        if (isHit || operation !== subject.operation) return false;
        isHit = true;
        bench.giveUpAfter(400);
        await bench.fault({ ...faults, operations: [operation] });
        const outcome = await desk.send(call);
        await bench.fault(null);
        bench.giveUpAfter(15_000);
        const before = await bench.calls();
        expect(before[operation]).toBe(1);
        if (outcome.kind === 'applied') return true;
        expect(outcome).toMatchObject({ kind: 'unknown' });
        await desk.recover(call);
        return true;
      });
      expect(isHit).toBe(true);
      expect(plan.kind).toBe('done');
      expect(await subject.outcome(desk, plan)).toEqual(subject.expected);
      await onlyOneEffect(desk, subject.made);
    },
  );
});

/** The list of what was made began anew with the write: nothing of it was made twice. */
async function onlyOneEffect(desk: Desk, made?: number): Promise<void> {
  const records = [...(await bench.made('opportunity')), ...(await bench.made('application'))];
  const since = records.length;
  const kinds: Readonly<Record<string, number>> = { SUBMIT_DEAL: 1, ACCEPT_OFFER: 1, REQUEST_FUNDS: 1 };
  expect([desk.intent.kind, since]).toEqual([desk.intent.kind, made ?? kinds[desk.intent.kind] ?? 0]);
}

/** Runs a write whose calls may be taken over by the test. */
async function runThrough(
  desk: Desk,
  takeOver: (call: Awaited<ReturnType<Desk['next']>>) => Promise<boolean>,
): Promise<{ readonly plan: Awaited<ReturnType<Desk['plan']>> }> {
  for (let made = 0; made < 30; made += 1) {
    const plan = await desk.plan();
    if (plan.kind === 'wait') continue;
    if (plan.kind !== 'call') return { plan };
    const call = desk.store(plan.call);
    if (await takeOver(call)) continue;
    const outcome = await desk.send(call);
    if (outcome.kind !== 'applied') throw new Error(`${call.step}: ${JSON.stringify(outcome)}`);
  }
  throw new Error('the write does not end');
}
