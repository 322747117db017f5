import type { Problem } from '../errors.ts';
import { at, listAt, textAt, type JsonObject } from '../json.ts';
import { hasPostalCodes } from './postal.ts';

/** What an opportunity must have before it is submitted, and keep afterwards [CSV][DG 58698797497]. */
interface Mandatory {
  readonly path: string;
  readonly when?: (record: JsonObject, coSell: boolean) => boolean;
}

function country(record: JsonObject): string {
  return textAt(record, 'Customer', 'Account', 'Address', 'CountryCode');
}

const unclassified = (record: JsonObject): boolean => textAt(record, 'NationalSecurity') !== 'Yes';
const forCoSell = (_: JsonObject, coSell: boolean): boolean => coSell;

const MANDATORY: readonly Mandatory[] = [
  { path: 'Customer.Account.CompanyName', when: unclassified },
  { path: 'Customer.Account.WebsiteUrl', when: unclassified },
  { path: 'Customer.Account.Industry' },
  { path: 'Customer.Account.Address.CountryCode' },
  { path: 'Customer.Account.Address.PostalCode', when: (record) => hasPostalCodes(country(record)) },
  {
    path: 'Customer.Account.Address.StateOrRegion',
    when: (record) => country(record) === 'US' && unclassified(record),
  },
  { path: 'Project.Title' },
  { path: 'Project.CustomerBusinessProblem' },
  { path: 'Project.CustomerUseCase' },
  { path: 'Project.DeliveryModels' },
  { path: 'Project.SalesActivities', when: forCoSell },
  { path: 'Project.ExpectedCustomerSpend' },
  { path: 'LifeCycle.TargetCloseDate' },
  { path: 'Marketing.Source' },
  { path: 'PrimaryNeedsFromAws', when: forCoSell },
];

function isMissing(record: JsonObject, path: string): boolean {
  const value = at(record, ...path.split('.')) ?? null;
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** One problem for each mandatory field that has no value. @param coSell whether AWS is asked to sell along */
export function missingFields(record: JsonObject, coSell: boolean): Problem[] {
  return MANDATORY.filter(({ path, when }) => (when?.(record, coSell) ?? true) && isMissing(record, path)).map(
    ({ path }) => ({ field: path, message: 'A value is required.', code: 'REQUIRED_FIELD_MISSING' }),
  );
}

/** Kinds of associations of which one must exist before submission [DG 58607770252]. */
const OFFERINGS = ['Solutions', 'AwsMarketplaceSolutions', 'AwsMarketplaceProducts'];

/** Everything that stands in the way of submitting the opportunity. */
export function submissionProblems(record: JsonObject, coSell: boolean): Problem[] {
  const problems = missingFields(record, coSell);
  if (OFFERINGS.every((kind) => listAt(record, 'RelatedEntityIdentifiers', kind).length === 0)) {
    const message = 'At least one solution or Marketplace product must be associated.';
    problems.push({ field: 'RelatedEntityIdentifiers.Solutions', message, code: 'NOT_ENOUGH_VALUES' });
  }
  if (textAt(record, 'LifeCycle', 'Stage') === 'Closed Lost') {
    const message = 'A lost opportunity cannot be submitted.';
    problems.push({ field: 'LifeCycle.Stage', message, code: 'INVALID_VALUE' });
  }
  return problems;
}
