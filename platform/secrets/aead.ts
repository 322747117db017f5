import { createCipheriv, createDecipheriv, randomBytes, type CipherKey } from 'node:crypto';

/** The nonce GCM is made for, drawn at random: one key seals far fewer than the 2^32 texts that this bounds. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. Gives nonce, ciphertext and tag, in this order. `bound` is authenticated but not kept. */
export function encrypt(key: CipherKey, plain: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `encrypt`; null when the text, the key or `bound` is not the one it was made with. */
export function decrypt(key: CipherKey, sealed: Uint8Array, bound: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(bound)
    .setAuthTag(tag);
  try {
    const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return null;
  }
}
