import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { addSent, addWaiting } from './ready.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  operationsOf,
  rowOf,
  seeDeal,
  sentOf,
  setOperation,
  told,
  type Changed,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

const withdraw = (id: string, reason: string | null = null): Promise<Changed> =>
  change(room, firm.partner, 'withdrawDeal', { id, reason });

/** A draft whose submission a worker has brought into a state. */
async function submitted(values: Readonly<Record<string, unknown>>): Promise<string> {
  const { id } = await addDraft(room, firm.partner);
  await change(room, firm.partner, 'submitDeal', { id });
  const operation = (await sentOf(room, firm.partner)).at(-1);
  await setOperation(room, firm.partner, operation?.id ?? '', values);
  return id;
}

describe('a deal that no vendor has', () => {
  test('is withdrawn at once, with the reason in its history, and nothing is sent', async () => {
    const { id } = await addDraft(room, firm.partner);
    const { deal, errors } = await withdraw(id, 'The customer has no budget');
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({ dealStatus: 'WITHDRAWN', pendingWrite: { state: 'CLEAN' } });
    expect(deal?.history).toContainEqual({
      kind: 'STATUS_CHANGED',
      actor: 'tester',
      from: 'DRAFT',
      to: 'WITHDRAWN',
      note: 'The customer has no budget',
    });
    expect(await sentOf(room, firm.partner)).toEqual([]);
  });

  test('is withdrawn together with its submission, as long as that has had no effect', async () => {
    const quiet = [
      await submitted({ attempts: 0 }),
      await submitted({ attempts: 3, reason: 'throttled' }),
      await submitted({ lease_token: '6f0f0a76-4b0a-4c0e-9a57-0d6a4f6b7f10', lease_until: new Date(0) }),
      await submitted({ state: 'NEEDS_REVIEW', unresolved: false }),
      await addWaiting(room, firm),
    ];
    for (const id of quiet) expect(await withdraw(id)).toMatchObject({ errors: [], deal: { dealStatus: 'WITHDRAWN' } });
    expect((await sentOf(room, firm.partner)).map(({ state }) => state)).toEqual(quiet.map(() => 'CANCELLED'));
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['is being sent', { state: 'SENDING', unresolved: true }, /being sent to the vendor at this moment/],
    [
      'is in a worker’s hand',
      { lease_token: '6f0f0a76-4b0a-4c0e-9a57-0d6a4f6b7f10', lease_until: new Date('2099-01-01') },
      /being sent to the vendor at this moment/,
    ],
    ['is between two of its steps', { progress: JSON.stringify({ task: 'T-1' }) }, /being sent to the vendor/],
    ['may have arrived', { state: 'UNCERTAIN', unresolved: true }, /may have reached the vendor; withdraw it once/],
    [
      'may have arrived, and waits for a person',
      { state: 'NEEDS_REVIEW', unresolved: true },
      /may have reached the vendor: look there/,
    ],
  ])('is not withdrawn while it %s, and stays as it is', async (_title, values, message) => {
    const id = await submitted(values);
    const before = await operationsOf(room, firm.partner);
    const { deal, errors } = await withdraw(id);
    expect(errors).toMatchObject([{ path: '/id', code: 'LOCKED', message: expect.stringMatching(message) }]);
    expect(deal?.dealStatus).toBe('DRAFT');
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });

  test('is withdrawn once: a second time there is nothing to withdraw', async () => {
    for (const id of [(await addDraft(room, firm.partner)).id, await addWaiting(room, firm)]) {
      await withdraw(id);
      expect(told((await withdraw(id)).errors)).toEqual(['/id WRONG_STATE']);
      expect(told((await change(room, firm.partner, 'submitDeal', { id })).errors)).toEqual(['/id WRONG_STATE']);
    }
  });

  test('is withdrawn after its submission was refused', async () => {
    const id = await submitted({ state: 'REFUSED' });
    expect((await withdraw(id)).deal).toMatchObject({ dealStatus: 'WITHDRAWN', pendingWrite: { state: 'CLEAN' } });
  });
});

describe('a deal that its vendor has', () => {
  test('is withdrawn there, once, however often it is asked', async () => {
    const id = await addSent(room, firm.alpha);
    for (let click = 0; click < 3; click += 1) {
      const { deal, errors } = await withdraw(id, 'No need');
      expect([errors, deal?.dealStatus, deal?.pendingWrite.state]).toEqual([[], 'SUBMITTED', 'QUEUED']);
    }
    expect((await sentOf(room, firm.partner)).map(({ intent }) => intent?.reason)).toEqual(['No need']);
  });

  test('is withdrawn in the portal where the vendor has one', async () => {
    const { deal } = await withdraw(await addSent(room, firm.beta), 'No need');
    expect(deal?.pendingWrite).toMatchObject({
      state: 'AWAITING_PORTAL',
      handoff: {
        fields: [
          { label: 'Registration number', value: deal?.source.remoteId },
          { label: 'What to do', value: 'Cancel the registration' },
          { label: 'Reason', value: 'No need' },
        ],
      },
    });
  });

  test('is not withdrawn where the vendor offers no way, or once it has ended: nothing is queued', async () => {
    expect(told((await withdraw(await addSent(room, firm.gamma))).errors)).toEqual(['/id NOT_SUPPORTED']);
    expect(told((await withdraw(await addSent(room, firm.omega))).errors)).toEqual(['/id NOT_SUPPORTED']);
    expect(told((await withdraw(await addSent(room, firm.alpha, { status: 'LOST' }))).errors)).toEqual([
      '/id WRONG_STATE',
    ]);
    expect(await operationsOf(room, firm.partner)).toEqual([]);
  });

  test('is not changed any more once its withdrawal is on the way', async () => {
    const id = await addSent(room, firm.alpha);
    await withdraw(id);
    const refused = await change(room, firm.partner, 'updateDeal', { id, patch: { name: 'X' } });
    expect(refused.errors).toMatchObject([
      { code: 'LOCKED', message: 'has WITHDRAW_DEAL on its way to Alpha Systems; wait for that to end' },
    ]);
    expect(await sentOf(room, firm.partner)).toHaveLength(1);
  });
});

describe('a deal that is withdrawn and confirmed at the same moment', () => {
  test('is one or the other, and its operation ended accordingly', async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await addWaiting(room, firm);
      const confirmed = { id, vendorNumber: `B-${round}`, submittedOn: '2026-06-15' };
      const both = await Promise.all([change(room, firm.partner, 'confirmPortalSubmission', confirmed), withdraw(id)]);
      const [confirmation, withdrawal] = both.map(({ errors }) => told(errors));
      const operations = (await sentOf(room, firm.partner)).filter(({ target_id }) => target_id === rowOf(id));
      const status = (await seeDeal(room, firm.partner, id))?.dealStatus;
      const ends = [confirmation, withdrawal, status, operations.map(({ kind, state }) => `${kind} ${state}`)];
      // Confirmed first, it is withdrawn by way of the portal; withdrawn first, there is nothing to confirm.
      expect([
        [[], [], 'SUBMITTED', ['SUBMIT_DEAL DONE', 'WITHDRAW_DEAL AWAITING_PORTAL']],
        [['/id WRONG_STATE'], [], 'WITHDRAWN', ['SUBMIT_DEAL CANCELLED']],
      ]).toContainEqual(ends);
    }
  });
});
