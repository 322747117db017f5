import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SANDBOX_SEED } from '../../support/mirror.ts';
import { microsoftAccount } from '../../../sandbox/microsoft/accounts.ts';
import { accepted, lines, ourNumber, seeConnections, seeDeal, untilWrite } from './support/graph.ts';
import { interruptOnce } from './support/once.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { callsOf, microsoftReferral, recordsOf, setFaults, staffChanges } from './support/stand-ins.ts';
import { until } from './support/until.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

/** Ends every access token that Microsoft has handed out. */
async function expireTokens(): Promise<void> {
  await setFaults(house, 'microsoft', { expireTokens: true });
  await setFaults(house, 'microsoft', null);
}

/**
 * Every access token ends, and a run of another session uses the refresh token up, and its successor: what this
 * session's sign-in left it is worth nothing any more.
 */
async function signInsGo(): Promise<void> {
  for (let runs = 0; runs < 2; runs += 1) {
    await expireTokens();
    expect(await house.pullDeals('microsoft')).toBe('succeeded');
  }
  await expireTokens();
}

async function expectHealthy(): Promise<void> {
  expect((await seeConnections(house))['microsoft']).toEqual({ queuedWrites: 0, connectionStatus: 'HEALTHY' });
}

describe('a token of Microsoft that expires in the middle of a write', () => {
  test('between the plan and the creating, with the refresh token used up by a run: one record, and no word of it', async () => {
    const before = (await callsOf(house, 'microsoft'))['login.token'] ?? 0;
    const interrupted = interruptOnce(house.interruptions, { when: 'beforeSend', step: 'create' }, signInsGo);
    const id = await newDeal(house, 'microsoft');
    await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
    await interrupted;
    const done = await untilWrite(house, id, 'CLEAN');
    expect(await recordsOf(house, 'microsoft', ourNumber(id))).toEqual([
      expect.objectContaining({ id: done.source.remoteId }),
    ]);
    expect(lines(done)).not.toContain('WRITE_FAILED');
    expect((await callsOf(house, 'microsoft'))['login.token']).toBeGreaterThan(before + 2);
    await expectHealthy();
  });

  test('between the reading and the changing: the change is made once, for the version that was read', async () => {
    const { id, source } = await submittedDeal(house, 'microsoft');
    const interrupted = interruptOnce(house.interruptions, { when: 'beforeSend', step: 'update' }, expireTokens);
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-1`, patch: { closeOn: '2031-06-30' } });
    await interrupted;
    expect((await untilWrite(house, id, 'CLEAN')).closeOn).toBe('2031-06-30');
    const { details } = (await microsoftReferral(house, source.remoteId)) as { details: { closingDateTime: string } };
    expect(details.closingDateTime).toContain('2031-06-30');
    await expectHealthy();
  });

  test('again and again, while runs and writes sign in at the same time: each deal has one record, and both go on', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => newDeal(house, 'microsoft')));
    const over = new AbortController();
    const expiring = (async () => {
      while (!over.signal.aborted) {
        await expireTokens();
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    })();
    await Promise.all(ids.map((id) => accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` })));
    await house.pullDeals('microsoft');
    over.abort();
    await expiring;
    for (const id of ids) {
      const done = await untilWrite(house, id, 'CLEAN');
      expect(await recordsOf(house, 'microsoft', ourNumber(id))).toEqual([
        expect.objectContaining({ id: done.source.remoteId }),
      ]);
    }
    expect(await house.pullDeals('microsoft')).toBe('succeeded');
    await expectHealthy();
  });
});

describe('a consent that was withdrawn', () => {
  test('keeps writes waiting without counting a try, and they go through once it is given again', async () => {
    const { tenantId: tenant } = microsoftAccount(SANDBOX_SEED, VAR);
    const consent = (revoked: boolean): Promise<unknown> =>
      staffChanges(house, 'microsoft', { type: 'consent', tenant, revoked });
    const id = await newDeal(house, 'microsoft');
    await consent(true);
    await expireTokens();
    await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
    const waiting = await until(
      () => seeDeal(house, id),
      ({ pendingWrite }) => pendingWrite.reason !== null,
    );
    expect(waiting.pendingWrite).toMatchObject({ state: 'QUEUED', attempts: 0 });
    expect(await recordsOf(house, 'microsoft', ourNumber(id))).toEqual([]);

    await consent(false);
    const done = await untilWrite(house, id, 'CLEAN');
    expect(await recordsOf(house, 'microsoft', ourNumber(id))).toEqual([
      expect.objectContaining({ id: done.source.remoteId }),
    ]);
    await expectHealthy();
  });
});
