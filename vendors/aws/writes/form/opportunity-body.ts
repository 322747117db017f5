import type { JsonValue } from '../../../../platform/records/json.ts';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
import { DEAL_FIELDS, fieldAt } from '../data/deal-form.ts';
import { withMember, type JsonObject } from '../json-path.ts';
import { isSent } from './dependents.ts';
import { encodeValue } from './encode.ts';
import { givenIn, type Given } from './given.ts';
import { spendEntries } from './spend-entries.ts';

/** Members of an opportunity that a draft gives: everything but what is tied to it and how it is submitted. */
function opportunityMembers(content: DealContent): JsonObject {
  const given = givenIn(content);
  let members: JsonValue = {
    // Asked for at submission `[CSV stage, IsOppFromMarketingActivity]`; the form's help tells what is sent.
    LifeCycle: { Stage: 'Qualified' },
    Marketing: { Source: 'None' },
    Project: { ExpectedCustomerSpend: spendEntries(given) },
  };
  for (const { path, at, value } of plainMembers(given)) {
    if (isSent(given, path)) members = withMember(members, at, value);
  }
  return members as JsonObject;
}

interface Member {
  readonly path: string;
  readonly at: string;
  readonly value: JsonValue;
}

/** Fields that are one member each. */
function plainMembers(given: Given): Member[] {
  const plain = DEAL_FIELDS.filter((field) => isPlain(field.path));
  return plain.flatMap((field) => {
    const value = encodeValue(field, given.get(field.path) ?? null);
    return value === null ? [] : [{ path: field.path, at: field.aws, value }];
  });
}

/** True for a field that is a member of the opportunity, and one by itself. */
export function isPlain(path: string): boolean {
  const { encode, association, submission } = fieldAt(path);
  return encode !== 'spend' && association === undefined && submission === undefined;
}

/**
 * Body of `CreateOpportunity`, without its client token. Every opportunity we make is the partner's own; the catalogue
 * AWS takes no other origin `[M-sel CreateOpportunityRequest$Origin]`.
 */
export function createOpportunityBody(content: DealContent, catalog: string, externalId: string): JsonObject {
  return {
    Catalog: catalog,
    Origin: 'Partner Referral',
    PartnerOpportunityIdentifier: externalId,
    ...opportunityMembers(content),
  };
}
