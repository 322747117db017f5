import type { DealKind } from '../../../../platform/records/vocabulary.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { fitsPostalFormat, hasNoPostalCodes, postalFormats } from '../data/postal-codes.ts';
import type { Given } from './given.ts';

/** What a rule between fields finds: pointers of fields that are asked for and missing, and errors. */
export interface Found {
  readonly missing: readonly string[];
  readonly errors: readonly VendorFieldError[];
}

type Rule = (given: Given, kind: DealKind) => Partial<Found>;

const V = '/vendorFields/';
const MARKETING = 'Marketing Activity';
const OTHER = 'Other';

/** The business rules between fields `[CSV]`, vendor file section 4.2; each has its source there. */
const RULES: readonly Rule[] = [
  (given) => (given.has('/customer/website') || isSecret(given) ? {} : { missing: ['/customer/website'] }),
  (given) => tiedTo(given, `${V}otherIndustry`, is(given, '/customer/industry', OTHER), 'the industry is Other'),
  (given) => tiedTo(given, `${V}otherCompetitors`, is(given, `${V}competitor`, '*Other'), 'the competitor is *Other'),
  (given) => tiedTo(given, `${V}marketingFundingUsed`, is(given, `${V}marketingSource`, MARKETING), FROM_MARKETING),
  (given) =>
    is(given, `${V}opportunityType`, 'Flat Renewal') && !given.has(`${V}relatedOpportunity`)
      ? { missing: [`${V}relatedOpportunity`] }
      : {},
  postalCode,
  state,
  offering,
  marketing,
  nationalSecurity,
  visibilityOnly,
  (given) => (given.has(`${V}contractMonths`) && !given.has('/value') ? { missing: ['/value'] } : {}),
];

const FROM_MARKETING = 'the source is Marketing Activity';

/** Everything that follows from one field for another. */
export function checkDependents(given: Given, kind: DealKind): Found {
  const found = RULES.map((rule) => rule(given, kind));
  return {
    missing: found.flatMap(({ missing }) => missing ?? []),
    errors: found.flatMap(({ errors }) => errors ?? []),
  };
}

/** Countries, postal codes and states go together also where the rest of the form is not at hand. */
export function checkAddress(given: Given): readonly VendorFieldError[] {
  return [postalCode(given), state(given)].flatMap(({ errors }) => errors ?? []);
}

/** Whether a value that was entered is sent at all; what isn't sent needs no check. */
export function isSent(given: Given, path: string): boolean {
  const country = given.get('/customer/country');
  if (path === '/customer/postalCode') return typeof country !== 'string' || !hasNoPostalCodes(country);
  if (path === '/customer/state') return country === 'US';
  // Without the length of a contract AWS takes no total of it.
  return path === '/value' ? given.has(`${V}contractMonths`) : true;
}

/** A field that is asked for when something holds, and refused otherwise. */
function tiedTo(given: Given, path: string, holds: boolean, when: string): Partial<Found> {
  if (holds) return given.has(path) ? {} : { missing: [path] };
  return given.has(path) ? { errors: [fieldError(path, 'NOT_ALLOWED', `expected only when ${when}`)] } : {};
}

function postalCode(given: Given): Partial<Found> {
  const path = '/customer/postalCode';
  const country = given.get('/customer/country');
  const code = given.get(path);
  if (typeof country !== 'string' || hasNoPostalCodes(country)) return {};
  if (code === undefined) return { missing: [path] };
  if (typeof code !== 'string' || fitsPostalFormat(country, code)) return {};
  const formats = postalFormats(country).join(' or ');
  const message = `expected a postal code of ${country} as ${formats}, # being a digit and @ a letter`;
  return { errors: [fieldError(path, 'INVALID', message)] };
}

function state(given: Given): Partial<Found> {
  const path = '/customer/state';
  if (!is(given, '/customer/country', 'US')) return {};
  if (given.has(path)) return {};
  return isSecret(given) ? {} : { missing: [path] };
}

/** AWS reviews nothing without an offering tied to it `[DG 58607770252]`. */
function offering(given: Given): Partial<Found> {
  const solutions = given.get(`${V}solutions`);
  const others = [`${V}marketplaceSolutions`, `${V}marketplaceProducts`];
  if (solutions === undefined && !others.some((path) => given.has(path))) return { missing: [`${V}solutions`] };
  const description = `${V}otherSolutionDescription`;
  const isOther = Array.isArray(solutions) && solutions.includes(OTHER);
  const { missing = [], errors = [] } = tiedTo(given, description, isOther, 'the solutions contain Other');
  if (!isOther || !is(given, '/stage', 'COMMITTED')) return { missing, errors };
  const late = fieldError(`${V}solutions`, 'NOT_ALLOWED', 'expected the identifiers of solutions from Committed on');
  return { missing, errors: [...errors, late] };
}

/** Nothing is told of a marketing activity where there was none; use cases go with AWS's funds. */
function marketing(given: Given): Partial<Found> {
  const isActivity = is(given, `${V}marketingSource`, MARKETING);
  const only = ['marketingChannels', 'marketingUseCases', 'marketingCampaign'].map((name) => V + name);
  const errors = only
    .filter((path) => given.has(path) && !isActivity)
    .map((path) => fieldError(path, 'NOT_ALLOWED', `expected only when ${FROM_MARKETING}`));
  const useCases = `${V}marketingUseCases`;
  if (isActivity && given.has(useCases) && is(given, `${V}marketingFundingUsed`, false)) {
    errors.push(fieldError(useCases, 'NOT_ALLOWED', 'expected only when AWS marketing funds were used'));
  }
  return { errors };
}

function nationalSecurity(given: Given, kind: DealKind): Partial<Found> {
  if (!isSecret(given)) return {};
  const path = `${V}nationalSecurity`;
  const wrong: string[] = [];
  if (!is(given, '/customer/industry', 'Government')) wrong.push('the industry is Government');
  if (!is(given, '/customer/country', 'US')) wrong.push('the country is US');
  if (kind !== 'CO_SELL') wrong.push('AWS sells together with you');
  return { errors: wrong.map((when) => fieldError(path, 'NOT_ALLOWED', `expected only when ${when}`)) };
}

/** A deal that is only shown to AWS asks nothing of it `[CSV partnerPrimaryNeedFromAws]`. */
function visibilityOnly(given: Given, kind: DealKind): Partial<Found> {
  const path = `${V}primaryNeeds`;
  if (kind !== 'REGISTRATION' || !given.has(path)) return {};
  return { errors: [fieldError(path, 'NOT_ALLOWED', 'expected only for the kind CO_SELL')] };
}

function isSecret(given: Given): boolean {
  return given.get(`${V}nationalSecurity`) === true;
}

function is(given: Given, path: string, value: string | boolean): boolean {
  return given.get(path) === value;
}
