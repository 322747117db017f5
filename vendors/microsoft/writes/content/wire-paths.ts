import { CONSENTS, CONTACTS } from '../form/requirements.ts';

/**
 * Where each member of a deal stands in a referral [PR22 referral-resources.md], as JSON Pointers. `ToTo` is Microsoft's
 * own spelling.
 */
export const WIRE = {
  '/name': '/name',
  '/description': '/details/notes',
  '/value/amount': '/details/dealValue',
  '/value/currency': '/details/currency',
  '/closeOn': '/details/closingDateTime',
  '/products': '/details/requirements/products',
  '/customer/name': '/customerProfile/name',
  '/customer/country': '/customerProfile/address/country',
  '/customer/street': '/customerProfile/address/addressLine1',
  '/customer/city': '/customerProfile/address/city',
  '/customer/state': '/customerProfile/address/state',
  '/customer/postalCode': '/customerProfile/address/postalCode',
  '/customer/duns': '/customerProfile/ids',
  '/vendorFields/industry': '/details/requirements/industries',
  '/vendorFields/customerSize': '/customerProfile/size',
  '/vendorFields/services': '/details/requirements/services',
  '/vendorFields/solutionId': '/details/requirements/solutions',
  [CONSENTS.shareInfo]: '/consent/consentToToShareInfoWithOthers',
  [CONSENTS.contact]: '/consent/consentToContact',
  [CONSENTS.microsoftSellers]: '/consent/consentToShareReferralWithMicrosoftSellers',
  [CONTACTS.customer]: '/customerProfile/team',
  [CONTACTS.partner]: '/team',
  '/vendorFields/assistance': '/inviteContext/assistanceRequestCode',
  '/vendorFields/inviteNotes': '/inviteContext/notes',
} as const;

export type OwnPath = keyof typeof WIRE;
export type WirePath = (typeof WIRE)[OwnPath];

/** From the longest pointer to the shortest, so that the first that fits is the nearest. */
const BY_WIRE: ReadonlyArray<readonly [wire: string, own: string]> = [
  ...Object.entries(WIRE).map(([own, wire]) => [wire, own] as const),
  ['/details/requirements', '/products'] as const,
  ['/type', '/dealKind'] as const,
  ['/externalReferenceId', ''] as const,
].sort(([left], [right]) => right.length - left.length);

const PEOPLE: readonly string[] = Object.values(CONTACTS);

/**
 * Our pointer for a place in Microsoft's form; null where the deal has no such member. Compared without case, since
 * Microsoft writes member names in both.
 * @param wire JSON Pointer into a referral, with or without indexes behind it
 */
export function ownPathOf(wire: string): string | null {
  const asked = wire.toLowerCase();
  const found = BY_WIRE.find(([known]) => asked === known.toLowerCase() || asked.startsWith(`${known.toLowerCase()}/`));
  if (!found) return null;
  const [known, own] = found;
  const member = PEOPLE.includes(own) ? /^\/[\d-]+\/(\w+)$/.exec(wire.slice(known.length))?.[1] : undefined;
  return member === undefined ? own : `${own}/${member}`;
}
