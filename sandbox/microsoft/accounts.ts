import { seededGuid, seededHex } from './common/seeded.ts';
import { refreshTokenText } from './login/refresh-token-text.ts';
import type { MicrosoftRole } from './users.ts';

/** What a partner's connection to the stand-in is configured with. */
export interface MicrosoftAccount {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The refresh token of the partner's administrator, as the consent would have given it. */
  readonly refreshToken: string;
  /** Seven digits. */
  readonly mpnId: string;
  readonly organizationId: string;
}

/** Seven digits, different for every index. */
function mpnIdOf(seed: number, index: number): string {
  const offset = Number.parseInt(seededHex(seed, 'mpn').slice(0, 8), 16);
  return String(4_000_000 + ((offset + index * 7919) % 5_000_000));
}

/**
 * The account of a partner firm: the same seed and index give the same account.
 * @param index the partner's index, from 1
 */
export function microsoftAccount(seed: number, index: number): MicrosoftAccount {
  return {
    tenantId: seededGuid(seed, 'tenant', index),
    clientId: seededGuid(seed, 'client', index),
    clientSecret: `sbx~${seededHex(seed, 'secret', index).slice(0, 36)}`,
    refreshToken: microsoftRefreshToken(seed, index, 'admin'),
    mpnId: mpnIdOf(seed, index),
    organizationId: seededGuid(seed, 'organization', index),
  };
}

/** The first refresh token of another user of the same partner, to connect with fewer rights. */
export function microsoftRefreshToken(seed: number, index: number, role: MicrosoftRole): string {
  return refreshTokenText(seed, { index, role, serial: 0 });
}
