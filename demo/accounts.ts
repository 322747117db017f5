import { awsAccount } from '../sandbox/aws/accounts.ts';
import { microsoftAccount } from '../sandbox/microsoft/accounts.ts';

/** Makes the credentials with which a demo partner reaches its account at a vendor's stand-in. */
export type DemoCredentials = (sandboxSeed: number, partnerIndex: number) => Readonly<Record<string, unknown>>;

/** The vendors every demo partner is connected to: one line each. */
export const DEMO_VENDORS: Readonly<Record<string, DemoCredentials>> = {
  aws: (seed, index) => {
    const { accountId, accessKeyId, secretAccessKey, catalog } = awsAccount(seed, index);
    return { accountId, accessKeyId, secretAccessKey, catalog };
  },
  microsoft: (seed, index) => {
    const { tenantId, clientId, clientSecret, refreshToken } = microsoftAccount(seed, index);
    return { tenantId, clientId, clientSecret, refreshToken };
  },
};
