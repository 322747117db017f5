import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accepted, lines, seeConnections, seeDeal, untilWrite, type SeenDeal } from './support/graph.ts';
import { submittedDeal } from './support/sale.ts';
import { awsOpportunity, callsOf, setFaults } from './support/stand-ins.ts';
import { until } from './support/until.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

const BEFORE = '2031-03-31';
const OURS = '2031-06-30';
const THEIRS = '2031-11-30';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

const updates = async (): Promise<number> => (await callsOf(house, 'aws'))['UpdateOpportunity'] ?? 0;

/** What stands in the way of a change at AWS, and how AWS comes to take changes again. */
const HINDRANCES = {
  throttled: {
    begin: () => setFaults(house, 'aws', { status: 429, operations: ['UpdateOpportunity'] }),
    end: () => setFaults(house, 'aws', null),
    /** It goes to AWS, and AWS does not take it. */
    isSent: true,
  },
  locked: {
    begin: (id: string) => awsOpportunity(house, id, { LifeCycle: { ReviewStatus: 'In review' } }),
    end: (id: string) => awsOpportunity(house, id, { LifeCycle: { ReviewStatus: 'Approved' } }),
    isSent: false,
  },
} as const;

/** An approved deal, whose change AWS does not take for now; the user sees that it waits. */
async function putOff(hindrance: keyof typeof HINDRANCES, patch: object): Promise<SeenDeal> {
  const { id, source } = await submittedDeal(house, 'aws');
  await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
  const { begin, isSent } = HINDRANCES[hindrance];
  const before = await updates();
  await begin(source.remoteId);
  await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-1`, patch });
  if (isSent) await until(updates, (made) => made > before);
  return until(
    () => seeDeal(house, id),
    ({ pendingWrite }) => pendingWrite.state === 'QUEUED' && pendingWrite.reason !== null,
  );
}

test.each(['throttled', 'locked'] as const)(
  'a field that somebody changes at AWS, while our change of it is %s, is not written over: the field is told',
  async (hindrance) => {
    const { id, source } = await putOff(hindrance, { closeOn: OURS, vendorFields: { nextSteps: 'Show it' } });
    await awsOpportunity(house, source.remoteId, { LifeCycle: { TargetCloseDate: THEIRS } });
    await HINDRANCES[hindrance].end(source.remoteId);
    await house.hurry();

    const ended = await untilWrite(house, id, 'FAILED');
    expect(ended.pendingWrite).toMatchObject({
      operation: 'UPDATE_DEAL',
      nextAttemptAt: null,
      fieldErrors: [
        {
          path: '/closeOn',
          code: 'VERSION_CONFLICT',
          message: expect.stringContaining('AWS holds another by now'),
          editable: true,
        },
      ],
    });
    expect(ended.closeOn).toBe(BEFORE);
    expect(lines(ended)).toContain('WRITE_FAILED');
    expect((await seeConnections(house))['aws']?.queuedWrites).toBe(0);
    const { LifeCycle } = await awsOpportunity(house, source.remoteId);
    expect(LifeCycle).toMatchObject({ TargetCloseDate: THEIRS });
    expect(LifeCycle).not.toHaveProperty('NextSteps', 'Show it');

    // With theirs before the user's eyes, what is asked for then counts.
    await house.pullDeals('aws', { full: true });
    expect((await seeDeal(house, id)).closeOn).toBe(THEIRS);
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-2`, patch: { closeOn: OURS } });
    expect((await untilWrite(house, id, 'CLEAN')).closeOn).toBe(OURS);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({ LifeCycle: { TargetCloseDate: OURS } });
  },
);

test.each(['throttled', 'locked'] as const)(
  'what somebody changes elsewhere in the deal, while our change is %s, is there with ours in the end',
  async (hindrance) => {
    const { id, source } = await putOff(hindrance, { closeOn: OURS });
    await awsOpportunity(house, source.remoteId, { LifeCycle: { NextSteps: 'Theirs' } });
    await HINDRANCES[hindrance].end(source.remoteId);
    await house.hurry();

    expect((await untilWrite(house, id, 'CLEAN')).closeOn).toBe(OURS);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({
      LifeCycle: { TargetCloseDate: OURS, NextSteps: 'Theirs' },
    });
  },
);
