import { describe, expect, test } from '@jest/globals';
import { fixedKeyRing, type KeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys, type MasterKey } from '../../../platform/secrets/master-keys.ts';
import { cursorKeyOf, cursorsUnder } from '../../../platform/server/cursor-keys.ts';

const keyText = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keysOf = (...bytes: number[]): readonly MasterKey[] => readMasterKeys(bytes.map(keyText).join());
const first = ([key]: readonly MasterKey[]): MasterKey => key as MasterKey;
const BINDING = { tenant: 't', list: 'deals', query: null };

/** A ring whose keys a test changes. */
function changingRing(...bytes: number[]): { ring: KeyRing; change: (...bytes: number[]) => void } {
  let keys = keysOf(...bytes);
  let tell: (keys: readonly MasterKey[]) => void = () => undefined;
  return {
    ring: {
      ...fixedKeyRing(keys),
      current: () => keys,
      onChange: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    change: (...next) => {
      keys = keysOf(...next);
      tell(keys);
    },
  };
}

describe('the key that cursors are signed with', () => {
  test('is the same in every process of an installation, so that any of them continues a list', () => {
    const [one, other] = [cursorsUnder(fixedKeyRing(keysOf(1))), cursorsUnder(fixedKeyRing(keysOf(1)))];
    expect(other.decode(BINDING, one.encode(BINDING, ['a', null]), 'after')).toEqual(['a', null]);
  });

  test('is not the master key, and another one for another installation', () => {
    const key = cursorKeyOf(first(keysOf(1)));
    expect(key.equals(Buffer.alloc(32, 1))).toBe(false);
    expect(key.equals(cursorKeyOf(first(keysOf(2))))).toBe(false);
  });

  test('changes with the master key, and ends no list that is being read, here or in a process that is behind', () => {
    const { ring, change } = changingRing(1);
    const here = cursorsUnder(ring);
    const behind = cursorsUnder(fixedKeyRing(keysOf(1)));
    const before = here.encode(BINDING, ['a']);
    change(2, 1);
    const after = here.encode(BINDING, ['a']);
    expect(after).not.toBe(before);
    expect(here.decode(BINDING, before, 'after')).toEqual(['a']);
    expect(here.decode(BINDING, after, 'after')).toEqual(['a']);
    expect(here.decode(BINDING, behind.encode(BINDING, ['b']), 'after')).toEqual(['b']);
  });

  test('is forgotten with its master key: the list starts over, with a clear error', () => {
    const { ring, change } = changingRing(1);
    const cursors = cursorsUnder(ring);
    const before = cursors.encode(BINDING, ['a']);
    change(2, 1);
    change(2);
    expect(() => cursors.decode(BINDING, before, 'after')).toThrow('after must be a cursor that this list gave');
  });

  test('is no reason to take a cursor that was altered, or was made for another tenant', () => {
    const cursors = cursorsUnder(fixedKeyRing(keysOf(2, 1)));
    const cursor = cursorsUnder(fixedKeyRing(keysOf(1))).encode(BINDING, ['a']);
    expect(() => cursors.decode({ ...BINDING, tenant: 'u' }, cursor, 'after')).toThrow('after must be a cursor');
    expect(() => cursors.decode(BINDING, `${cursor}x`, 'after')).toThrow('after must be a cursor');
  });
});
