import { isCalendarDate } from '../../../../platform/records/dates.ts';
import { exactDecimal } from '../../../../platform/records/decimal.ts';
import { isCurrencyCode } from '../../../../platform/money/currency.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { FieldRequirementFacts, VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { valueAt } from '../content/pointer.ts';

type Check = (value: JsonValue, field: FieldRequirementFacts) => readonly VendorFieldError[];

function expected(what: string, holds: (value: JsonValue) => boolean): Check {
  return (value, { path }) => (holds(value) ? [] : [fieldError(path, 'INVALID', `expected ${what}`)]);
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';
const text = expected('text', isText);

const choice: Check = (value, field) => {
  if (!isText(value)) return text(value, field);
  if (field.allowedValues?.includes(value) ?? true) return [];
  return [fieldError(field.path, 'NOT_ALLOWED', `expected one of the values offered for "${field.label}"`)];
};

const choices: Check = (value, field) => {
  if (!Array.isArray(value)) return [fieldError(field.path, 'INVALID', 'expected a list')];
  return value.flatMap((item, at) => choice(item, { ...field, path: `${field.path}/${at}` }));
};

const money: Check = (value, { path }) => {
  const amount = valueAt(value, '/amount');
  const currency = valueAt(value, '/currency');
  const errors: VendorFieldError[] = [];
  if (!isText(amount) || exactDecimal(amount) === null) {
    errors.push(fieldError(`${path}/amount`, 'INVALID', 'expected a decimal number'));
  } else if (amount.trim().startsWith('-')) {
    errors.push(
      fieldError(`${path}/amount`, 'OUT_OF_RANGE', `expected zero or more, got ${amount.trim().slice(0, 60)}`),
    );
  }
  if (!isText(currency) || !isCurrencyCode(currency)) {
    errors.push(fieldError(`${path}/currency`, 'INVALID', 'expected a currency code such as EUR'));
  }
  return errors;
};

const CHECKS: Readonly<Record<string, Check>> = {
  string: text,
  text,
  choice,
  choices,
  money,
  email: expected('an e-mail address', (value) => isText(value) && /^[^\s@]+@[^\s@]+$/.test(value)),
  country: expected('a country code such as DE', (value) => isText(value) && /^[A-Z]{2}$/.test(value)),
  date: expected('a calendar date such as 2026-03-31', (value) => isText(value) && isCalendarDate(value)),
  boolean: expected('true or false', (value) => typeof value === 'boolean'),
};

/** Whether nothing was entered: no value, or a text of spaces. */
export function isBlank(value: JsonValue | undefined): value is null | undefined {
  return value === null || value === undefined || (isText(value) && value.trim() === '');
}

/** What is wrong with a value that was entered. */
export function checkValue(value: JsonValue, field: FieldRequirementFacts): readonly VendorFieldError[] {
  return CHECKS[field.type]?.(value, field) ?? [];
}
