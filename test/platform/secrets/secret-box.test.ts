import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMasterKeys, type MasterKey } from '../../../platform/secrets/master-keys.ts';
import { SecretBoxError } from '../../../platform/secrets/secret-box-error.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';

const keyText = (): string => randomBytes(32).toString('base64');
const keys = (...texts: string[]): readonly MasterKey[] => readMasterKeys(texts.join(','));

const OLD = keyText();
const NEW = keyText();
const box = new SecretBox(keys(OLD));
const SECRET = '{"clientSecret":"hunter2"}';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretBoxError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('a sealed secret', () => {
  test('opens to what it was, whatever it was and whoever owns it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, owner) => {
        expect(box.open(box.seal(plain, owner), owner)).toBe(plain);
      }),
    );
  });

  test('shows nothing of itself, and never looks the same twice', () => {
    const [one, two] = [box.seal(SECRET, 'c1'), box.seal(SECRET, 'c1')];
    expect(one).toMatch(/^pgs1\.[0-9a-f]{12}\.[\w-]+\.[\w-]+$/);
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('hunter2');
  });

  test('does not open for another owner, nor for one whose name only reads alike', () => {
    const sealed = box.seal(SECRET, 'c1');
    for (const other of ['c2', 'C1', 'c1 ', 'c1\0', '']) expect(codeOf(() => box.open(sealed, other))).toBe('tampered');
  });

  test('does not open once any character of it was changed', () => {
    const sealed = box.seal(SECRET, 'c1');
    const index = fc.nat({ max: sealed.length - 1 });
    const replacement = fc.constantFrom(...'ABCxyz019-_.');
    fc.assert(
      fc.property(index, replacement, (at, character) => {
        fc.pre(sealed[at] !== character);
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        expect(['tampered', 'malformed', 'unknown_key']).toContain(codeOf(() => box.open(changed, 'c1')));
      }),
      { numRuns: 500 },
    );
  });

  test('does not open when only stray bits of its last character were changed, which decoding would pass over', () => {
    const sealed = box.seal('x', 'c1');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const last of alphabet.replace(sealed.at(-1) ?? '', '')) {
      expect(codeOf(() => box.open(sealed.slice(0, -1) + last, 'c1'))).toBe('tampered');
    }
  });

  test('does not open when it was put together from two', () => {
    const [form, id, wrapped] = box.seal('one', 'c1').split('.');
    const body = box.seal('two', 'c1').split('.')[3];
    expect(codeOf(() => box.open([form, id, wrapped, body].join('.'), 'c1'))).toBe('tampered');
  });

  test('does not open when its wrapped key and its body change places or are cut', () => {
    const [form, id, wrapped = '', body = ''] = box.seal(SECRET, 'c1').split('.');
    const join = (...parts: Array<string | undefined>): string => parts.join('.');
    expect(codeOf(() => box.open(join(form, id, body, wrapped), 'c1'))).toBe('tampered');
    expect(codeOf(() => box.open(join(form, id, wrapped, body.slice(0, 8)), 'c1'))).toBe('tampered');
    expect(codeOf(() => box.open(join(form, id, wrapped), 'c1'))).toBe('malformed');
  });

  test.each(['', 'hunter2', '{"clientSecret":"hunter2"}', 'pgs2.000000000000.AA.AA', 'pgs1.000000000000..'])(
    'is not mistaken for text that was never sealed: %j',
    (text) => {
      expect(codeOf(() => box.open(text, 'c1'))).toBe('malformed');
    },
  );
});

describe('another master key', () => {
  test('opens nothing, and the error names the key that is missing, by its id', () => {
    const sealed = box.seal(SECRET, 'c1');
    const other = new SecretBox(keys(NEW));
    expect(() => other.open(sealed, 'c1')).toThrow(
      `sealed under master key ${keys(OLD)[0]?.id}, which is not configured`,
    );
    expect(codeOf(() => other.open(sealed, 'c1'))).toBe('unknown_key');
  });

  test('under the name of the right one opens nothing either', () => {
    const impostor: MasterKey = { id: keys(OLD)[0]?.id ?? '', key: (keys(NEW)[0] as MasterKey).key };
    expect(codeOf(() => new SecretBox([impostor]).open(box.seal(SECRET, 'c1'), 'c1'))).toBe('tampered');
  });
});

describe('a rotation', () => {
  const rotating = new SecretBox(keys(NEW, OLD));

  test('still opens what the old key sealed, and seals with the new one', () => {
    const sealed = box.seal(SECRET, 'c1');
    expect(rotating.open(sealed, 'c1')).toBe(SECRET);
    expect(rotating.needsRotation(sealed)).toBe(true);
    expect(rotating.needsRotation(rotating.seal(SECRET, 'c1'))).toBe(false);
  });

  test('moves a secret to the new key, so that the old one can be taken away', () => {
    const moved = rotating.rotate(box.seal(SECRET, 'c1'), 'c1');
    expect(rotating.needsRotation(moved)).toBe(false);
    expect(new SecretBox(keys(NEW)).open(moved, 'c1')).toBe(SECRET);
    expect(codeOf(() => box.open(moved, 'c1'))).toBe('unknown_key');
  });

  test('does not move a secret to another owner', () => {
    expect(codeOf(() => rotating.rotate(box.seal(SECRET, 'c1'), 'c2'))).toBe('tampered');
  });
});

describe('master keys', () => {
  test.each([
    ['nothing', ''],
    ['only separators', ' , '],
    ['too short', 'c2hvcnQ='],
    ['cut', OLD.slice(4)],
    ['too long', `${OLD.slice(0, 43)}AAAA`],
    ['a good one and a bad one', `${OLD},short`],
    ['not base64', `*${OLD.slice(1)}`],
  ])('are base64 of 32 bytes each: %s is refused, and not shown', (_what, text) => {
    expect(codeOf(() => readMasterKeys(text))).toBe('malformed_key');
    if (text.length > 3) expect(() => readMasterKeys(text)).not.toThrow(text.slice(-4));
  });

  test('may be written with commas or line by line, in either base64', () => {
    const url = Buffer.from(OLD, 'base64').toString('base64url');
    expect(readMasterKeys(`${NEW}\n${OLD}\n`).map((key) => key.id)).toEqual(keys(NEW, url).map((key) => key.id));
  });

  test('print nothing of themselves, and a box prints nothing of its keys', () => {
    const shown = inspect([keys(OLD), box], { depth: 9, showHidden: true }) + JSON.stringify([keys(OLD), box]);
    expect(shown).not.toContain(OLD.slice(0, 20));
    expect(shown).not.toContain(Buffer.from(OLD, 'base64').toString('hex').slice(0, 20));
  });

  test('are needed: a box without one is refused', () => {
    expect(codeOf(() => new SecretBox([]))).toBe('malformed_key');
  });
});
