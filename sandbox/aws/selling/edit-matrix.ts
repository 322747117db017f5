import type { Problem } from '../errors.ts';
import { canonical, isObject, textAt, type Json, type JsonObject } from '../json.ts';
import { reviewStatus } from './opportunity.ts';

/** When a field of a submitted opportunity may change: in Action Required, after Approved, after Launched. */
type Editable = readonly [actionRequired: boolean, approved: boolean, launched: boolean];

const NEVER: Editable = [false, false, false];
const ONLY_WHEN_ASKED: Editable = [true, false, false];
const UNTIL_LAUNCHED: Editable = [true, true, false];
const AFTER_APPROVAL: Editable = [false, true, false];
const ALSO_LAUNCHED: Editable = [false, true, true];

/** Fields whose rule is not `AFTER_APPROVAL` [CSV]. A field under one of these follows its rule. */
const MATRIX: Readonly<Record<string, Editable>> = {
  NationalSecurity: NEVER,
  'Customer.Account.CompanyName': NEVER,
  'Customer.Account.Industry': NEVER,
  'Customer.Account.OtherIndustry': NEVER,
  'Customer.Account.WebsiteUrl': ONLY_WHEN_ASKED,
  'Customer.Account.Address.CountryCode': ONLY_WHEN_ASKED,
  'Customer.Account.Address.PostalCode': ONLY_WHEN_ASKED,
  'Customer.Account.Address.StateOrRegion': ONLY_WHEN_ASKED,
  'Customer.Account.Address.City': UNTIL_LAUNCHED,
  'Customer.Account.Address.StreetAddress': UNTIL_LAUNCHED,
  'Project.Title': NEVER,
  'Project.CustomerBusinessProblem': ONLY_WHEN_ASKED,
  'Project.ExpectedCustomerSpend': UNTIL_LAUNCHED,
  'LifeCycle.TargetCloseDate': UNTIL_LAUNCHED,
  PartnerOpportunityIdentifier: UNTIL_LAUNCHED,
  'Project.DeliveryModels': ALSO_LAUNCHED,
  'Project.AdditionalComments': ALSO_LAUNCHED,
  SoftwareRevenue: ALSO_LAUNCHED,
};

/** Members that `UpdateOpportunity` replaces. */
export const UPDATABLE = [
  'PrimaryNeedsFromAws',
  'NationalSecurity',
  'PartnerOpportunityIdentifier',
  'Customer',
  'Project',
  'OpportunityType',
  'Marketing',
  'SoftwareRevenue',
  'LifeCycle',
] as const;

/** Members of LifeCycle that AWS writes: a client's values for them change nothing. */
export const AWS_OWNED = ['ReviewStatus', 'ReviewComments', 'ReviewStatusReason', 'NextStepsHistory'] as const;

/** The values of a record by their dotted paths; lists are one value. Empty texts and lists count as absent. */
function leaves(value: Json, path: string, into: Map<string, string>): void {
  if (isObject(value)) {
    for (const [member, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${member}` : member, into);
  } else if (value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)) {
    into.set(path, canonical(value));
  }
}

function partnersLeaves(record: JsonObject): Map<string, string> {
  const found = new Map<string, string>();
  for (const member of UPDATABLE) leaves(record[member] ?? null, member, found);
  for (const member of AWS_OWNED) found.delete(`LifeCycle.${member}`);
  return found;
}

/** Dotted paths of the fields that differ, in the order of their names. */
export function changedFields(before: JsonObject, after: JsonObject): string[] {
  const old = partnersLeaves(before);
  const fresh = partnersLeaves(after);
  const paths = new Set([...old.keys(), ...fresh.keys()]);
  return [...paths].filter((path) => old.get(path) !== fresh.get(path)).sort();
}

function ruleOf(path: string): Editable {
  const owner = Object.keys(MATRIX).find((field) => path === field || path.startsWith(`${field}.`));
  return (owner === undefined ? undefined : MATRIX[owner]) ?? AFTER_APPROVAL;
}

const CLOSED_STAGES: readonly string[] = ['Launched', 'Closed Lost'];

/** Which column of the matrix holds for the record; null while everything may be edited. */
function columnOf(record: JsonObject): 0 | 1 | 2 | null {
  if (reviewStatus(record) === 'Action Required') return 0;
  if (reviewStatus(record) !== 'Approved') return null;
  return CLOSED_STAGES.includes(textAt(record, 'LifeCycle', 'Stage')) ? 2 : 1;
}

/** One problem for each field that differs and may not change in the state the record is in. */
export function forbiddenChanges(before: JsonObject, after: JsonObject): Problem[] {
  const column = columnOf(before);
  if (column === null) return [];
  return changedFields(before, after)
    .filter((path) => !ruleOf(path)[column])
    .map((field) => ({ field, message: 'The field cannot be changed now.', code: 'ACTION_NOT_PERMITTED' }));
}
