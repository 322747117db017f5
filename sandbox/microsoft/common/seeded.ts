import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Hex digest of the seed and the parts: the same input gives the same text on every machine. */
export function seededHex(seed: number, ...parts: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(`${seed}:microsoft:${parts.join(':')}`)
    .digest('hex');
}

/** A guid made from the seed and the parts. */
export function seededGuid(seed: number, ...parts: readonly (string | number)[]): string {
  const hex = seededHex(seed, ...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Keyed digest over a text, base64url: what the stand-in signs its tokens and links with. */
export function signText(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url');
}

/** Whether the signature is the one `signText` gives. */
export function isSigned(key: string, value: string, signature: string): boolean {
  const expected = Buffer.from(signText(key, value));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(value: string): boolean {
  return GUID.test(value);
}
