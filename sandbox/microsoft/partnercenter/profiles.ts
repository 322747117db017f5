import type { JsonObject } from '../common/json.ts';
import type { Route } from '../common/router.ts';
import { jsonAnswer } from '../common/answers.ts';
import type { Tenant } from '../tenant.ts';
import type { V1Call } from './v1-call.ts';
import { V1Error } from './v1-error.ts';

const CURRENCIES: Readonly<Record<string, string>> = { US: 'USD', GB: 'GBP', CA: 'CAD', CH: 'CHF' };

function withLinks(path: string, objectType: string, body: JsonObject): JsonObject {
  return {
    ...body,
    profileType: objectType,
    links: { self: { uri: `/profiles/${path}`, method: 'GET', headers: [] } },
    attributes: { objectType },
  };
}

function address({ partner }: Tenant): JsonObject {
  return {
    country: partner.country,
    region: '',
    city: 'Sample City',
    state: '',
    addressLine1: `Partner Road ${partner.index}`,
    addressLine2: '',
    postalCode: String(10_000 + partner.index),
    firstName: 'Kim',
    lastName: 'Contact',
    phoneNumber: '+15550100',
  };
}

function contact({ partner }: Tenant): JsonObject {
  return { firstName: 'Kim', lastName: 'Contact', email: `kim.contact@${partner.domain}`, phoneNumber: '+15550100' };
}

/** The profile of another partner's id, or of the caller. @throws V1Error 404 with the code 3000 for an unknown id */
function mpnProfile(call: V1Call): JsonObject {
  const asked = call.request.query.get('mpnId');
  const tenant = asked === null ? call.session.tenant : call.world.directory.byMpnId(asked);
  if (!tenant) throw new V1Error(404, 3000, 'Partner organization not found.');
  // The vendor's sample answer has no partnerName: every third partner answers that way.
  const name: JsonObject = tenant.partner.index % 3 === 0 ? {} : { partnerName: tenant.partner.name };
  return withLinks('mpn', 'MpnProfile', { mpnId: tenant.account.mpnId, ...name });
}

function organizationProfile({ session: { tenant } }: V1Call): JsonObject {
  const { account, partner } = tenant;
  return withLinks('organization', 'OrganizationProfile', {
    id: account.tenantId,
    companyName: partner.name,
    defaultAddress: address(tenant),
    tenantId: account.tenantId,
    domain: partner.domain,
    email: `info@${partner.domain}`,
    language: 'en',
    culture: 'en-US',
  });
}

function legalBusinessProfile(call: V1Call): JsonObject {
  const version = call.request.query.get('vettingVersion') ?? 'Current';
  if (version !== 'Current') throw new V1Error(400, 2000, `vettingVersion: expected Current, got '${version}'`);
  const { tenant } = call.session;
  return withLinks('legalbusiness', 'LegalBusinessProfile', {
    companyName: tenant.partner.name,
    address: address(tenant),
    primaryContact: contact(tenant),
    companyApproverAddress: address(tenant),
    companyApproverEmail: `legal@${tenant.partner.domain}`,
    vettingStatus: tenant.partner.index === 4 ? 'pending' : 'authorized',
    vettingSubStatus: 'none',
  });
}

function supportProfile({ session: { tenant } }: V1Call): JsonObject {
  const { domain } = tenant.partner;
  return withLinks('support', 'SupportProfile', {
    email: `support@${domain}`,
    telephone: '+15550199',
    website: `https://www.${domain}`,
  });
}

function billingProfile({ session: { tenant } }: V1Call): JsonObject {
  const { partner } = tenant;
  return withLinks('billing', 'BillingProfile', {
    companyName: partner.name,
    address: address(tenant),
    primaryContact: contact(tenant),
    purchaseOrderNumber: `PO-${partner.index}`,
    taxId: `TAX-${partner.index}`,
    billingCurrency: CURRENCIES[partner.country] ?? 'EUR',
  });
}

const route = (name: string, profile: (call: V1Call) => JsonObject): Route<V1Call> => ({
  operation: `profiles.${name}`,
  method: 'GET',
  path: `/partnercenter/v1/profiles/${name}`,
  write: false,
  handle: (call) => jsonAnswer(200, profile(call)),
});

/** The profiles of a partner. None of them tells a tier, a designation, a membership date or a fee. */
export const PROFILE_ROUTES: readonly Route<V1Call>[] = [
  route('mpn', mpnProfile),
  route('organization', organizationProfile),
  route('legalbusiness', legalBusinessProfile),
  route('support', supportProfile),
  route('billing', billingProfile),
];
