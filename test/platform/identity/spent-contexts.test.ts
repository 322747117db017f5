import { describe, expect, test } from '@jest/globals';
import { SpentContexts } from '../../../platform/identity/spent-contexts.ts';

const START = new Date('2026-06-15T12:00:00.700Z').getTime();
const LIFETIME_MS = 20_000;
const SKEW_SECONDS = 5;

/** A store, and a clock that a test moves. */
function open(most?: number): { spent: SpentContexts; pass: (ms: number) => void; call: (nonce: string) => Call } {
  let now = START;
  const clock = { now: () => new Date(now), sleep: async () => undefined };
  return {
    spent: new SpentContexts({ clock, skewSeconds: SKEW_SECONDS, most }),
    pass: (ms) => {
      now += ms;
    },
    call: (nonce) => ({ nonce, issuedAt: new Date(now), endsAt: new Date(now + LIFETIME_MS) }),
  };
}
type Call = Parameters<SpentContexts['spend']>[0];

describe('a context for a change', () => {
  test('is spent once: the same one a second time is refused for as long as it would be accepted', () => {
    const { spent, pass, call } = open();
    const change = call('one');
    expect(spent.spend(change)).toBe('spent');
    expect(spent.spend(change)).toBe('used_before');
    pass(LIFETIME_MS - 1);
    expect(spent.spend(change)).toBe('used_before');
    expect(spent.spend(call('two'))).toBe('spent');
  });

  test('that was signed before the process started is refused: it may have been spent in its forerunner', () => {
    const { spent, call } = open();
    const before = new Date(START - SKEW_SECONDS * 1_000 - 1_000);
    expect(spent.spend({ ...call('one'), issuedAt: before })).toBe('used_before');
    expect(spent.spend({ ...call('one'), issuedAt: new Date(Math.floor(START / 1_000) * 1_000) })).toBe('spent');
  });

  test('is forgotten once nobody would accept it any more, so that memory stays flat', () => {
    const { spent, pass, call } = open();
    for (let count = 0; count < 10_000; count += 1) {
      spent.spend(call(`n${count}`));
      pass(100);
    }
    expect(spent.size).toBeLessThanOrEqual(LIFETIME_MS / 100 + 1);
  });

  test('is not carried out when no more can be remembered: better none than one twice', () => {
    const { spent, pass, call } = open(3);
    for (const nonce of ['a', 'b', 'c']) expect(spent.spend(call(nonce))).toBe('spent');
    expect(spent.spend(call('d'))).toBe('full');
    expect(spent.size).toBe(3);
    pass(LIFETIME_MS);
    expect(spent.spend(call('d'))).toBe('spent');
  });
});
