import { describe, expect, test } from '@jest/globals';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { cursorKeyOf } from '../../../platform/server/open-services.ts';

const keyText = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

describe('the key that cursors are signed with', () => {
  test('is the same in every process of an installation, so that any of them continues a list', () => {
    const binding = { tenant: 't', list: 'deals', query: null };
    const [one, other] = [
      createCursorCodec(cursorKeyOf(readMasterKeys(keyText(1)))),
      createCursorCodec(cursorKeyOf(readMasterKeys(keyText(1)))),
    ];
    expect(other.decode(binding, one.encode(binding, ['a', null]), 'after')).toEqual(['a', null]);
  });

  test('is not the master key, and another one for another installation', () => {
    const key = cursorKeyOf(readMasterKeys(keyText(1)));
    expect(key.equals(Buffer.alloc(32, 1))).toBe(false);
    expect(key.equals(cursorKeyOf(readMasterKeys(keyText(2))))).toBe(false);
  });
});
