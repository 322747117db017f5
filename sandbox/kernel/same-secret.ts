import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares without telling by the time taken how much of the secret was right. */
export function isSameSecret(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
