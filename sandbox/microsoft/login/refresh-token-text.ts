import { isSigned, signText } from '../common/seeded.ts';
import type { MicrosoftRole } from '../users.ts';

/** What a refresh token says. */
export interface RefreshTokenFacts {
  /** Partner index, from 1. */
  readonly index: number;
  readonly role: MicrosoftRole;
  /** 0 for the token of the consent, then one more with every answer. */
  readonly serial: number;
}

const keyOf = (seed: number): string => `refresh:${seed}`;

/** The token as clients see it: opaque, and recognised again after a restart with the same seed. */
export function refreshTokenText(seed: number, facts: RefreshTokenFacts): string {
  const payload = Buffer.from(`${facts.index}/${facts.role}/${facts.serial}`).toString('base64url');
  return `0.A${payload}.${signText(keyOf(seed), payload)}`;
}

/** @returns what the token says, or null when this stand-in never issued it */
export function readRefreshToken(seed: number, token: string): RefreshTokenFacts | null {
  const [, payload = '', signature = ''] = /^0\.A([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (!payload || !isSigned(keyOf(seed), payload, signature)) return null;
  const [index, role, serial] = Buffer.from(payload, 'base64url').toString('utf8').split('/');
  return { index: Number(index), role: role as MicrosoftRole, serial: Number(serial) };
}
