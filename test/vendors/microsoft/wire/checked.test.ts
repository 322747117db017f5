import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { check, checkAnswer } from '../../../../vendors/microsoft/wire/checked.ts';

const shape = z.object({
  name: z.string(),
  'a/b~c': z.array(z.object({ n: z.number() })).optional(),
});

describe('checking the shape of what a vendor sent', () => {
  test('unknown members do no harm', () => {
    expect(check(shape, { name: 'x', more: [1, { deep: true }] })).toEqual({ value: { name: 'x' } });
  });

  test.each([
    [{ name: 5 }, '/name', 'expected string, got number'],
    [{ name: null }, '/name', 'expected string, got null'],
    [{}, '/name', 'expected string, got nothing'],
    [{ name: [] }, '/name', 'expected string, got array'],
    [{ name: 'x', 'a/b~c': [{ n: 1 }, { n: 'private words' }] }, '/a~1b~0c/1/n', 'expected number, got string'],
    [[], '', 'expected object, got array'],
  ])('%j is wrong at "%s"', (value, path, problem) => {
    expect(check(shape, value)).toEqual({ fault: { path, problem } });
  });

  test('an envelope with a wrong shape is the fault of the service, told without its values', () => {
    expect(() => checkAnswer(shape, { name: { secret: 'x' } }, 'referrals.list')).toThrow(
      "Microsoft's answer to referrals.list can't be read: /name: expected string, got object",
    );
  });
});
