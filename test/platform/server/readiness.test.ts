import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Clock } from '../../../platform/clock/clock.ts';
import { createReadiness, type ReadinessCheck } from '../../../platform/server/readiness.ts';

const log = pino({ level: 'silent' });

function clockAt(start: number): { clock: Clock; pass: (ms: number) => void } {
  let now = start;
  const sleep = (): Promise<void> => Promise.resolve();
  return { clock: { now: () => new Date(now), sleep }, pass: (ms) => (now += ms) };
}

describe('readiness', () => {
  test('names what is missing, and nothing when all is there', async () => {
    let up = false;
    const { clock, pass } = clockAt(0);
    const checks: ReadinessCheck[] = [
      { name: 'database', run: () => (up ? Promise.resolve() : Promise.reject(new Error('at 10.0.0.7'))) },
      { name: 'other', run: () => Promise.resolve() },
    ];
    const missing = createReadiness({ checks, draining: { isDraining: false }, clock, log });
    expect(await missing()).toEqual(['database']);
    up = true;
    pass(1_000);
    expect(await missing()).toEqual([]);
  });

  test('is asked for by many, and checked once a second', async () => {
    let runs = 0;
    const { clock, pass } = clockAt(0);
    const checks = [{ name: 'database', run: () => Promise.resolve((runs += 1)) }];
    const missing = createReadiness({ checks, draining: { isDraining: false }, clock, log });
    await Promise.all([missing(), missing(), missing()]);
    expect(runs).toBe(1);
    pass(999);
    await missing();
    expect(runs).toBe(1);
    pass(1);
    await missing();
    expect(runs).toBe(2);
  });

  test('ends with draining, whatever the checks say', async () => {
    const draining = { isDraining: false };
    const missing = createReadiness({ checks: [], draining, clock: clockAt(0).clock, log });
    expect(await missing()).toEqual([]);
    draining.isDraining = true;
    expect(await missing()).toEqual(['draining']);
  });

  test('does not wait for a check that hangs', async () => {
    const checks = [{ name: 'database', run: () => new Promise(() => undefined) }];
    const missing = createReadiness({ checks, draining: { isDraining: false }, clock: clockAt(0).clock, log });
    expect(await missing()).toEqual(['database']);
  });
});
