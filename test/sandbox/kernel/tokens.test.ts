import { describe, expect, test } from '@jest/globals';
import { isSameSecret } from '../../../sandbox/kernel/same-secret.ts';
import { Throttle } from '../../../sandbox/kernel/throttle.ts';
import { Tokens } from '../../../sandbox/kernel/tokens.ts';

describe("a stand-in's tokens", () => {
  test('are all different, the same on every start, and good until their time is over', () => {
    let now = 1_000;
    const issue = (): [Tokens<string>, string, string] => {
      const tokens = new Tokens<string>({ now: () => now, key: 'seed' });
      return [tokens, tokens.issue('first', 50), tokens.issue('second', 100)];
    };
    const [tokens, first, second] = issue();
    expect(first).not.toBe(second);
    expect(issue().slice(1)).toEqual([first, second]);
    expect([first, second].map((token) => tokens.check(token))).toEqual(['first', 'second']);
    now += 50;
    expect([first, second, 'no token'].map((token) => tokens.check(token))).toEqual([null, 'second', null]);
    tokens.expireAll();
    expect(tokens.check(second)).toBeNull();
  });

  test('have the length that a vendor gives them', () => {
    const of = (length: number | undefined): number =>
      new Tokens<number>({ now: () => 0, key: 'seed', ...(length === undefined ? {} : { length }) }).issue(1, 1).length;
    expect([of(undefined), of(28)]).toEqual([43, 28]);
  });
});

test('requests of one key count by the second', () => {
  let now = 0;
  const throttle = new Throttle(() => now);
  expect([1, 2, 3].map(() => throttle.isTooMuch('a', 2))).toEqual([false, false, true]);
  expect(throttle.isTooMuch('b', 2)).toBe(false);
  now += 1_000;
  expect(throttle.isTooMuch('a', 2)).toBe(false);
});

test.each([
  ['secret', 'secret', true],
  ['secret', 'Secret', false],
  ['secret', 'secret ', false],
  ['', '', true],
])('%j and %j are one secret: %s', (left, right, same) => {
  expect(isSameSecret(left, right)).toBe(same);
});
