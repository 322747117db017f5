import { describe, expect, test } from '@jest/globals';
import { DeadlinePassed, startDeadline } from '../../../../gateway/limits/deadline/request-deadline.ts';
import { servicesWithin } from '../../../../platform/graph/services-within.ts';
import { openTestServices } from '../../support/services.ts';

describe('the time of a request', () => {
  test('ends for whoever waits, and some time after for whoever did not stop', async () => {
    const deadline = startDeadline(20);
    expect(deadline.signal.aborted).toBe(false);
    await expect(deadline.passed).rejects.toBeInstanceOf(DeadlinePassed);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    deadline.clear();
  });

  test('does not end for a request that has ended', async () => {
    const deadline = startDeadline(20);
    deadline.clear();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(deadline.signal.aborted).toBe(false);
  });

  test('bounds its SQL by what is left, by the longest time of a statement, and never by nothing', async () => {
    const services = { ...(await openTestServices()), sqlTimeoutMs: 5_000 };
    const long = startDeadline(60_000);
    expect(servicesWithin(services, long).sqlTimeoutMs).toBe(5_000);
    const short = startDeadline(1_000);
    const bounded = servicesWithin(services, short);
    expect(bounded.sqlTimeoutMs).toBeLessThanOrEqual(1_000);
    const over = startDeadline(1);
    const within = servicesWithin(services, over);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // To PostgreSQL, 0 would be no limit at all.
    expect(within.sqlTimeoutMs).toBe(1);
    for (const deadline of [long, short, over]) deadline.clear();
    await services.database.close();
  });
});
