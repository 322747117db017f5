import { awsAccount } from '../sandbox/aws/accounts.ts';
import {
  ciscoAccount,
  DISTRIBUTOR as CISCO_DISTRIBUTOR,
  RESELLERS as CISCO_RESELLERS,
} from '../sandbox/cisco/accounts.ts';
import { credlyAccount } from '../sandbox/credly/accounts.ts';
import { ibmAccount } from '../sandbox/ibm/accounts.ts';
import { ingramAccounts } from '../sandbox/ingram/accounts.ts';
import { microsoftAccount } from '../sandbox/microsoft/accounts.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { demoPartnerId } from './partner-id.ts';

/**
 * Makes the credentials with which a demo partner reaches its account at a vendor's stand-in; null where the firm has
 * none there.
 */
export type DemoCredentials = (sandboxSeed: number, partnerIndex: number) => Readonly<Record<string, unknown>> | null;

/** The vendors demo partners are connected to: one line each. */
export const DEMO_VENDORS: Readonly<Record<string, DemoCredentials>> = {
  aws: (seed, index) => {
    const { accountId, accessKeyId, secretAccessKey, catalog } = awsAccount(seed, index);
    return { accountId, accessKeyId, secretAccessKey, catalog };
  },
  cisco: (seed, index) => {
    const common = { ...ciscoAccount(seed, index), senderId: 'partnergraph-demo' };
    if (index !== CISCO_DISTRIBUTOR) return { ...common, role: 'reseller' };
    const resellers = CISCO_RESELLERS.map((reseller) => ({
      beGeoId: ciscoAccount(seed, reseller).beGeoId,
      partnerId: demoPartnerId(reseller),
    }));
    return { ...common, role: 'distributor', resellers };
  },
  credly: (seed, index) => {
    const { organizationId, authorizationToken } = credlyAccount(seed, index);
    return { organizationId, authorizationToken };
  },
  ibm: (seed, index) => {
    const { apiKey, partnerId, resells } = ibmAccount(seed, index);
    return resells ? { apiKey, partnerId } : null;
  },
  ingram: (seed, index) => {
    const accounts = ingramAccounts(seed, index);
    const [own] = accounts;
    if (!own) return null;
    return {
      clientId: own.clientId,
      clientSecret: own.clientSecret,
      applicationId: 'partnergraph-demo',
      accounts: accounts.map(({ customerNumber, countryCode }) => ({ customerNumber, countryCode })),
    };
  },
  microsoft: (seed, index) => {
    const { tenantId, clientId, clientSecret, refreshToken } = microsoftAccount(seed, index);
    return { tenantId, clientId, clientSecret, refreshToken };
  },
};

const directory = createVendorDirectory(ALL_WORKSHOPS);

/** Vendors that nothing is read from: a connection to one needs no credentials, and files are sent in over it. */
export const DEMO_VENDORS_BY_FILE: readonly string[] = directory.all
  .map(({ id }) => id)
  .filter((vendor) => !directory.isPulled(vendor));
