import { SCOPES, type Scope } from '../platform/identity/scopes.ts';
import { demoPartnerId } from './partner-id.ts';

/** Someone a demo token can be made for. */
export interface DemoProfile {
  /** What is said of it in lists. */
  readonly description: string;
  /** The token's `sub`. */
  readonly subject: string;
  /** The tenant: uuid of a demo partner. */
  readonly partnerId: string;
  readonly scopes: readonly Scope[];
}

const ALL_SCOPES = Object.keys(SCOPES) as Scope[];
const READS: readonly Scope[] = ['deals:read', 'benefits:read', 'programs:read', 'connections:read'];

/** The places of the sandbox's list of firms that the profiles act for. */
const VAR = 1;
const OTHER_VAR = 2;
const DISTRIBUTOR = 3;

/** Every profile by the name that `npm run token` takes. */
export const DEMO_PROFILES = {
  'var-admin': {
    description: 'administrator of a reseller: everything',
    subject: 'user:var-admin',
    partnerId: demoPartnerId(VAR),
    scopes: ALL_SCOPES,
  },
  'var-reader': {
    description: "the same reseller, reading only, without personal data and vendors' payloads",
    subject: 'user:var-reader',
    partnerId: demoPartnerId(VAR),
    scopes: READS,
  },
  'other-var': {
    description: 'administrator of another reseller: sees nothing of the first',
    subject: 'user:other-var',
    partnerId: demoPartnerId(OTHER_VAR),
    scopes: ALL_SCOPES,
  },
  distributor: {
    description: 'administrator of a distributor: sees of its resellers what they granted',
    subject: 'user:distributor',
    partnerId: demoPartnerId(DISTRIBUTOR),
    scopes: ALL_SCOPES,
  },
  dashboard: {
    description: "the reseller's internal dashboard: a service that reads",
    subject: 'service:dashboard',
    partnerId: demoPartnerId(VAR),
    scopes: READS,
  },
} as const satisfies Readonly<Record<string, DemoProfile>>;
export type DemoProfileName = keyof typeof DEMO_PROFILES;

/** Tells whether there is a profile of this name. */
export function isDemoProfile(name: string): name is DemoProfileName {
  return Object.hasOwn(DEMO_PROFILES, name);
}
