import type { Problem, ProblemCode } from '../errors.ts';
import { listAt, textAt, type Json, type JsonObject } from '../json.ts';
import { calendarDay } from '../time.ts';
import { postalCodeFault } from './postal.ts';

/** A record that is about to be stored, and what it replaces. */
export interface Draft {
  readonly record: JsonObject;
  /** Null for a new opportunity. */
  readonly before: JsonObject | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Rule = (draft: Draft) => Problem | null;

function problem(field: string, code: ProblemCode, message: string): Problem {
  return { field, code, message };
}

const MAX_CONTRACT_MONTHS = 144;

const targetCloseDate: Rule = ({ record, before, now }) => {
  const date = textAt(record, 'LifeCycle', 'TargetCloseDate');
  const unchanged = before !== null && textAt(before, 'LifeCycle', 'TargetCloseDate') === date;
  if (!date || unchanged || date >= calendarDay(now)) return null;
  return problem('LifeCycle.TargetCloseDate', 'INVALID_VALUE', 'The target close date must not be in the past.');
};

const closedLostReason: Rule = ({ record }) => {
  const lost = textAt(record, 'LifeCycle', 'Stage') === 'Closed Lost';
  if (!lost || textAt(record, 'LifeCycle', 'ClosedLostReason')) return null;
  return problem('LifeCycle.ClosedLostReason', 'REQUIRED_FIELD_MISSING', 'A reason is required for Closed Lost.');
};

const nationalSecurity: Rule = ({ record }) => {
  const classified = textAt(record, 'NationalSecurity') === 'Yes';
  if (!classified || textAt(record, 'Customer', 'Account', 'Industry') === 'Government') return null;
  return problem('NationalSecurity', 'INVALID_VALUE', 'Yes is only allowed for the industry Government.');
};

const marketingFunding: Rule = ({ record }) => {
  const activity = textAt(record, 'Marketing', 'Source') === 'Marketing Activity';
  const funding = textAt(record, 'Marketing', 'AwsFundingUsed');
  const field = 'Marketing.AwsFundingUsed';
  if (activity && !funding) return problem(field, 'REQUIRED_FIELD_MISSING', 'Required for a marketing activity.');
  if (!activity && funding) return problem(field, 'INVALID_VALUE', 'Only allowed for a marketing activity.');
  return null;
};

const marketingUseCases: Rule = ({ record }) => {
  const unfunded = textAt(record, 'Marketing', 'AwsFundingUsed') === 'No';
  if (!unfunded || listAt(record, 'Marketing', 'UseCases').length === 0) return null;
  return problem('Marketing.UseCases', 'INVALID_VALUE', 'Must be empty when no funding was used.');
};

const otherIndustry: Rule = ({ record }) => {
  const other = textAt(record, 'Customer', 'Account', 'Industry') === 'Other';
  if (!other || textAt(record, 'Customer', 'Account', 'OtherIndustry')) return null;
  return problem('Customer.Account.OtherIndustry', 'REQUIRED_FIELD_MISSING', 'Required for the industry Other.');
};

const otherCompetitor: Rule = ({ record }) => {
  const other = textAt(record, 'Project', 'CompetitorName') === '*Other';
  const named = textAt(record, 'Project', 'OtherCompetitorNames') !== '';
  const field = 'Project.OtherCompetitorNames';
  if (other && !named) return problem(field, 'REQUIRED_FIELD_MISSING', 'Required for the competitor *Other.');
  if (!other && named) return problem(field, 'INVALID_VALUE', 'Only allowed for the competitor *Other.');
  return null;
};

const renewedOpportunity: Rule = ({ record }) => {
  const renewal = textAt(record, 'OpportunityType') === 'Flat Renewal';
  if (!renewal || textAt(record, 'Project', 'RelatedOpportunityIdentifier')) return null;
  return problem('Project.RelatedOpportunityIdentifier', 'REQUIRED_FIELD_MISSING', 'Required for a flat renewal.');
};

const contractMonths: Rule = ({ record }) => {
  const text = textAt(record, 'Project', 'ExpectedContractDuration', 'Value');
  const months = Number(text);
  if (!text || (Number.isInteger(months) && months >= 1 && months <= MAX_CONTRACT_MONTHS)) return null;
  const message = `Must be a whole number from 1 to ${MAX_CONTRACT_MONTHS}.`;
  return problem('Project.ExpectedContractDuration.Value', 'VALUE_OUT_OF_RANGE', message);
};

const spendAmount: Rule = ({ record }) => {
  const isWrong = (spend: Json): boolean => !(Number(textAt(spend, 'Amount')) > 0);
  const at = listAt(record, 'Project', 'ExpectedCustomerSpend').findIndex((spend) => isWrong(spend));
  if (at < 0) return null;
  return problem(`Project.ExpectedCustomerSpend[${at}].Amount`, 'INVALID_VALUE', 'Must be greater than 0.');
};

const postalCode: Rule = ({ record }) => {
  const country = textAt(record, 'Customer', 'Account', 'Address', 'CountryCode');
  const code = textAt(record, 'Customer', 'Account', 'Address', 'PostalCode');
  const message = code ? postalCodeFault(country, code) : null;
  return message === null ? null : problem('Customer.Account.Address.PostalCode', 'INVALID_STRING_FORMAT', message);
};

const RULES: readonly Rule[] = [
  targetCloseDate,
  closedLostReason,
  nationalSecurity,
  marketingFunding,
  marketingUseCases,
  otherIndustry,
  otherCompetitor,
  renewedOpportunity,
  contractMonths,
  spendAmount,
  postalCode,
];

/** Rules that hold for every opportunity, whatever its state [CSV][M-sel]: one problem a broken rule. */
export function fieldProblems(draft: Draft): Problem[] {
  return RULES.flatMap((rule) => rule(draft) ?? []);
}
