import { z } from 'zod';

/**
 * What one connection needs: an app registration in the partner's tenant and the refresh token of a user who consented
 * with multi-factor sign-in (Secure Application Model) [SDKD enable-secure-app-model.md].
 */
export interface MicrosoftCredentials {
  /** Entra tenant of the partner: a GUID, or a verified domain name. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Rotates: the newest one replaces this through `saveCredentials`. */
  readonly refreshToken: string;
}

export const credentialsShape: z.ZodType<MicrosoftCredentials> = z.object({
  tenantId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, 'a tenant id or a domain name'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
});
