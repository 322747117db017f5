import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { check, idMember, malformed, pointerTo, textMember } from '../../../platform/vendor/shape-check.ts';

const amount = z.string().refine((text) => /^\d+$/.test(text), { error: 'a whole number' });
const shape = z.object({
  name: z.string(),
  id: z.string().min(1, 'an id').optional(),
  either: z.union([z.string(), z.number()], 'a string or a number').optional(),
  'a/b~c': z.array(z.object({ n: z.number(), amount: amount.optional() })).optional(),
});

describe('checking the shape of what a vendor sent', () => {
  test('unknown members do no harm', () => {
    expect(check(shape, { name: 'x', more: [1, { deep: true }] })).toEqual({ value: { name: 'x' } });
  });

  test.each<[JsonValue, string, string]>([
    [{ name: 5 }, '/name', 'expected string, got number'],
    [{ name: null }, '/name', 'expected string, got null'],
    [{}, '/name', 'expected string, got nothing'],
    [{ name: [] }, '/name', 'expected string, got array'],
    [{ name: { secret: 1 } }, '/name', 'expected string, got object'],
    [{ name: 'x', id: '' }, '/id', 'expected an id, got an empty string'],
    [{ name: 'x', either: true }, '/either', 'expected a string or a number, got boolean'],
    [{ name: 'x', 'a/b~c': [{ n: 1 }, { n: 'private words' }] }, '/a~1b~0c/1/n', 'expected number, got string'],
    [
      { name: 'x', 'a/b~c': [{ n: 1, amount: 'secret' }] },
      '/a~1b~0c/0/amount',
      'expected a whole number, got another string',
    ],
    [['secret'], '', 'expected object, got array'],
    [null, '', 'expected object, got null'],
  ])('a fault names its place and types, never the value: %j', (value, path, problem) => {
    expect(check(shape, value)).toEqual({ fault: { path, problem } });
    expect(check(shape, value, '/rows/3')).toEqual({ fault: { path: `/rows/3${path}`, problem } });
  });

  test('a member is looked up among the own ones only', () => {
    expect(check(z.object({ constructor: z.string() }), {})).toMatchObject({
      fault: { path: '/constructor', problem: expect.stringContaining('got nothing') },
    });
  });

  test('a record with a fault is an item of its own, by its id where it is known', () => {
    const fault = { path: '/name', problem: 'expected string, got null' };
    expect(malformed(fault, 'deal-1')).toEqual({ malformed: { remoteId: 'deal-1', ...fault } });
    expect(malformed(fault, null)).toEqual({ malformed: { remoteId: null, ...fault } });
  });
});

test.each<[JsonValue, string | null]>([
  [{ id: 'a' }, 'a'],
  [{ id: '' }, null],
  [{ id: 5 }, null],
  [{}, null],
  [['id'], null],
  [null, null],
])('the id in %j is %j', (value, text) => {
  expect(textMember(value, 'id')).toBe(text);
});

test('a JSON Pointer escapes what it is made of', () => {
  expect(pointerTo([])).toBe('');
  expect(pointerTo(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d');
});

test.each<[JsonValue, string | null]>([
  [{ id: 'a' }, 'a'],
  [{ id: ' a ' }, 'a'],
  [{ id: 520002 }, '520002'],
  [{ id: 0 }, '0'],
  [{ id: '  ' }, null],
  [{ id: true }, null],
  [{}, null],
])('the id in %j, text or number, is %j', (value, text) => {
  expect(idMember(value, 'id')).toBe(text);
});
