import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { WritePlan, WriteProgress } from '../../../platform/vendor/write-contract.ts';
import { cancel } from '../../../platform/writes/redrive.ts';
import { MemoryVendor } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
afterAll(() => bench.close());

test('what a change was first planned on is kept until it is taken, is given to every later plan, and is no effect', async () => {
  const answers = ['throttled', 'locked', 'ok'] as const;
  let answered = 0;
  const vendor = new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => answers[answered++] ?? 'ok',
  );
  const session = vendor.session();
  const seen: WriteProgress[] = [];
  const changing = {
    session: () => ({
      ...session,
      plan: async (...args: Parameters<typeof session.plan>) => {
        seen.push(args[1]);
        const plan = await session.plan(...args);
        return plan.kind === 'call' ? { ...plan, base: { name: `as it was at look ${seen.length}` } } : plan;
      },
    }),
  };
  const id = await bench.queue();
  await bench.turn(changing);
  expect((await bench.operation(id)).progress).toEqual({ base: { name: 'as it was at look 1' } });
  await expect(
    bench.as(async (trx) => {
      if (!(await cancel(trx, { id }, bench.clock.now()))) return;
      throw new Error('it could be taken back');
    }),
  ).rejects.toThrow('it could be taken back');
  for (let turns = 0; turns < 2; turns += 1) {
    bench.clock.advance(3_600_000);
    await bench.turn(changing);
  }
  const first = { base: { name: 'as it was at look 1' } };
  // The create is taken with the third try; the next step has a base of its own.
  expect(seen.slice(0, 4)).toEqual([{}, first, first, { remoteId: 'R-1' }]);
  expect(await bench.operation(id)).toMatchObject({ state: 'DONE', progress: { remoteId: 'R-1', submitted: true } });
  expect((await bench.operation(id)).progress).not.toHaveProperty('base');
});

test.each([
  ['the vendor has locked it', 'locked'],
  ['our own budget of calls is used up', 'budget'],
] as const)('it is kept as well where no call was made yet: %s', async (_why, hindrance) => {
  const vendor = new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => 'ok',
  );
  const session = vendor.session();
  const seen: WriteProgress[] = [];
  const plan = async (...args: Parameters<typeof session.plan>): Promise<WritePlan> => {
    seen.push(args[1]);
    const base = { name: `as it was at look ${seen.length}` };
    if (hindrance === 'locked' && seen.length <= 2)
      return { kind: 'wait', reason: 'locked', retryAfterMs: 1_000, base };
    const next = await session.plan(...args);
    return next.kind === 'call' ? { ...next, base } : next;
  };
  const changing = { session: () => ({ ...session, plan }) };
  const none = new VendorError({ vendor: 'alpha', kind: 'rate_limited', publicMessage: 'The call budget is used up.' });
  const { hold } = bench.options(changing).sessions;
  const target = { vendor_id: 'alpha', partner_id: bench.partnerId, connection_id: null };
  const used = { take: () => Promise.reject(none), pause: async () => undefined };
  const poor = { hold: async () => ({ ...(await hold(target)), quota: used }), close: async () => undefined };
  const id = await bench.queue();
  const first = { base: { name: 'as it was at look 1' } };
  for (let turns = 0; turns < 2; turns += 1) {
    await bench.turn(changing, 'never', hindrance === 'budget' ? { sessions: poor } : {});
    expect((await bench.operation(id)).progress).toEqual(first);
    bench.clock.advance(3_600_000);
  }
  expect(vendor.calls).toEqual([]);
  await bench.turn(changing);
  expect(seen.slice(0, 4)).toEqual([{}, first, first, { remoteId: 'R-1' }]);
  expect((await bench.operation(id)).state).toBe('DONE');
});
