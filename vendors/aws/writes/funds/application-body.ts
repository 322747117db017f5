import type { FundContent } from '../../../../platform/vendor/write-contract.ts';
import { idOf } from '../../wire/ids.ts';
import type { JsonObject } from '../json-path.ts';
import { partnerContacts } from './contact.ts';
import { describe } from './reference.ts';

export interface Application {
  readonly funds: FundContent;
  readonly externalId: string;
  readonly types: readonly string[];
  /** The benefit's own form, filled. */
  readonly details: JsonObject;
}

/** Body of `CreateBenefitApplication` without its client token `[M-ben]`. */
export function createApplicationBody(
  { funds, externalId, types, details }: Application,
  place: { readonly catalog: string; readonly accountId: string },
): JsonObject {
  const { description, opportunity } = funds.vendorFields;
  const text = typeof description === 'string' && description.trim() !== '' ? description : funds.activity;
  const contacts = partnerContacts(funds.vendorFields);
  return {
    Catalog: place.catalog,
    Name: funds.activity.trim(),
    Description: describe(text.trim(), externalId),
    BenefitIdentifier: idOf(funds.benefitRemoteId),
    FulfillmentTypes: [...types],
    BenefitApplicationDetails: details,
    ...(contacts.length === 0 ? {} : { PartnerContacts: contacts }),
    ...(typeof opportunity === 'string' ? { AssociatedResources: [opportunityArn(opportunity, place)] } : {}),
  };
}

/** `[DG 58631285023]`: the one region is the one the documents name. */
function opportunityArn(
  id: string,
  { catalog, accountId }: { readonly catalog: string; readonly accountId: string },
): string {
  return `arn:aws:partnercentral:us-east-1:${accountId}:catalog/${catalog}/opportunity/${id}`;
}
