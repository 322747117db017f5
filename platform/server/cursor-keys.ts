import { hkdfSync } from 'node:crypto';
import { createCursorCodec, type CursorCodec } from '../graph/cursor.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { MasterKey } from '../secrets/master-keys.ts';

const CURSOR_KEY_BYTES = 32;

/** The key that cursors are signed with under a master key: neither tells the other. */
export function cursorKeyOf(masterKey: MasterKey): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey.key.export(), '', 'partnergraph cursors', CURSOR_KEY_BYTES));
}

/**
 * Cursors signed with keys made from the installation's master keys, so that every process has the same and none has to
 * be configured. The newest signs and all are accepted, so that a rotation ends no list that someone is reading; once a
 * master key is gone, a cursor signed under it starts over.
 *
 * The master keys themselves are not kept here: this is within reach of a request.
 */
export function cursorsUnder(masterKeys: KeyRing): CursorCodec {
  const codecsUnder = (keys: readonly MasterKey[]): readonly CursorCodec[] =>
    keys.map((key) => createCursorCodec(cursorKeyOf(key)));
  let codecs = codecsUnder(masterKeys.current());
  masterKeys.onChange((keys) => {
    codecs = codecsUnder(keys);
  });
  const newest = (): CursorCodec => {
    const [first] = codecs;
    if (!first) throw new Error('there is no master key');
    return first;
  };
  return {
    encode: (binding, values) => newest().encode(binding, values),
    decode: (binding, cursor, argument) => {
      try {
        return newest().decode(binding, cursor, argument);
      } catch (refused) {
        for (const older of codecs.slice(1)) {
          try {
            return older.decode(binding, cursor, argument);
          } catch {
            // Not under this key either.
          }
        }
        throw refused;
      }
    },
  };
}
