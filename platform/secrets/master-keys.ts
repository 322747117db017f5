import { createHash, type KeyObject, createSecretKey } from 'node:crypto';
import { SecretBoxError } from './secret-box-error.ts';

/** Bytes of a key: AES-256. */
export const KEY_BYTES = 32;

/** A master key with the short name that sealed secrets carry, so that the right one is found after a rotation. */
export interface MasterKey {
  readonly id: string;
  /** Prints nothing of the key. */
  readonly key: KeyObject;
}

const ID_LENGTH = 12;

function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update('partnergraph master key id\0').update(bytes).digest('hex').slice(0, ID_LENGTH);
}

/**
 * Reads master keys: base64 of 32 bytes each, separated by commas, blanks or new lines. The first seals; the others
 * only open what was sealed before a rotation.
 * @throws SecretBoxError `malformed_key`, by position, without the text
 */
export function readMasterKeys(text: string): readonly MasterKey[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) throw new SecretBoxError('malformed_key', 'expected a key, came nothing');
  return parts.map((part, index) => {
    const bytes = decodeKey(part);
    if (bytes === null) {
      throw new SecretBoxError(
        'malformed_key',
        `key ${index + 1}: expected base64 of ${KEY_BYTES} bytes, came something else`,
      );
    }
    return { id: idOf(bytes), key: createSecretKey(bytes) };
  });
}

/** The bytes of one key, or null: decoding alone would pass over characters that do not belong. */
function decodeKey(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES ? bytes : null;
}

/** True for one or more usable keys in the form that `readMasterKeys` reads. */
export function isMasterKeyText(text: string): boolean {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => decodeKey(part) !== null);
}
