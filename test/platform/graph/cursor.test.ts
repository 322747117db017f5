import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec, type CursorBinding } from '../../../platform/graph/cursor.ts';

const codec = createCursorCodec(Buffer.alloc(32, 1));
const BINDING: CursorBinding = {
  tenant: '5f0d2f6c-5c0e-4a2e-9a55-0a2f0c8f4e11',
  list: 'deals',
  query: { filter: { vendor: ['aws'], text: 'ä' }, sort: [{ field: 'NAME', direction: 'ASC' }] },
};
const MESSAGE = 'after must be a cursor that this list gave, for the same filter and sort; this one is not';

function expectRefused(binding: CursorBinding, cursor: string, by = codec): void {
  let thrown: unknown;
  try {
    by.decode(binding, cursor, 'after');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ message: MESSAGE, extensions: { code: 'BAD_USER_INPUT', argument: 'after' } });
}

const VALUES = fc.array(fc.option(fc.string({ unit: 'binary' }), { nil: null }), { maxLength: 25 });

describe('a cursor', () => {
  test('brings back the values it was made from, whatever they are', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        const wellFormed = values.map((value) => value?.toWellFormed() ?? null);
        expect(codec.decode(BINDING, codec.encode(BINDING, wellFormed), 'after')).toEqual(wellFormed);
      }),
    );
  });

  test('is good in every process with the same key, and in none with another', () => {
    const cursor = codec.encode(BINDING, ['a', null]);
    expect(createCursorCodec(Buffer.alloc(32, 1)).decode(BINDING, cursor, 'after')).toEqual(['a', null]);
    expectRefused(BINDING, cursor, createCursorCodec(Buffer.alloc(32, 2)));
  });

  test('is good for the same question however its members are ordered', () => {
    const cursor = codec.encode(BINDING, ['a']);
    const query = {
      sort: [{ direction: 'ASC', field: 'NAME' }],
      filter: { text: 'ä', vendor: ['aws'], stage: undefined },
    };
    expect(codec.decode({ ...BINDING, query }, cursor, 'after')).toEqual(['a']);
  });

  test.each<[string, Partial<CursorBinding>]>([
    ['another tenant', { tenant: '5f0d2f6c-5c0e-4a2e-9a55-0a2f0c8f4e12' }],
    ['another list', { list: 'benefits' }],
    ['another filter', { query: { ...(BINDING.query as object), filter: { vendor: ['microsoft'], text: 'ä' } } }],
    ['no filter', { query: { sort: [{ field: 'NAME', direction: 'ASC' }] } }],
    ['another direction', { query: { ...(BINDING.query as object), sort: [{ field: 'NAME', direction: 'DESC' }] } }],
    ['sorts in another order', { query: [2, 1] }],
    ['nothing at all', { query: null }],
  ])('is refused for %s', (_title, other) => {
    expectRefused({ ...BINDING, ...other }, codec.encode(BINDING, ['a', 'b']));
  });

  test('is refused when anything in it was changed, cut off or added', () => {
    const cursor = codec.encode(BINDING, ['a value', null, '42']);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= ';
    for (let at = 0; at < cursor.length; at += 1) {
      expectRefused(BINDING, cursor.slice(0, at));
      expectRefused(BINDING, cursor.slice(at + 1));
      for (const letter of alphabet) {
        if (letter !== cursor[at]) expectRefused(BINDING, cursor.slice(0, at) + letter + cursor.slice(at + 1));
      }
    }
    for (const extra of alphabet) expectRefused(BINDING, cursor + extra);
  });

  test('with parts of two others swapped is refused', () => {
    const [one = '', oneMac = ''] = codec.encode(BINDING, ['a']).split('.');
    const [two = '', twoMac = ''] = codec.encode(BINDING, ['b']).split('.');
    expectRefused(BINDING, `${one}.${twoMac}`);
    expectRefused(BINDING, `${two}.${oneMac}`);
  });

  test.each(['', '.', 'x', 'é', '....', 'W10', `${'A'.repeat(100_000)}.AAAA`])('is not any text: %#', (text) => {
    expectRefused(BINDING, text);
  });

  test('that was refused is named by the argument it came in', () => {
    expect(() => codec.decode(BINDING, 'x', 'since')).toThrow(/^since must be a cursor/);
  });

  test('tells neither tenant nor filter', () => {
    const text = Buffer.from(codec.encode(BINDING, ['a']).split('.')[0] ?? '', 'base64url').toString('utf8');
    expect(text).toBe('["a"]');
  });
});

test('a key that is too short is refused with what it must have', () => {
  expect(() => createCursorCodec(Buffer.alloc(31))).toThrow('a cursor key must have at least 32 bytes, not 31');
});
