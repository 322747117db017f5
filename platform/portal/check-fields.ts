import { isCalendarDate } from '../records/dates.ts';
import { exactDecimal } from '../records/decimal.ts';
import { fieldError } from '../vendor/field-error.ts';
import type { FieldRequirementFacts, VendorFieldError } from '../vendor/write-contract.ts';
import type { FieldErrorCode } from '../writes/vocabulary.ts';
import { valueAt } from './json-pointer.ts';
import type { PortalField, PortalFieldType } from './portal-field.ts';

/** Longest text of a field that says nothing of its length, in characters. */
const LONGEST = 4_000;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const COUNTRY = /^[A-Z]{2}$/;

interface Problem {
  readonly code: FieldErrorCode;
  readonly message: string;
}

/** Nothing was entered: blanks are nothing, too. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** The exact amount of what is entered as money; null for anything else. */
function amountOf(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || !('amount' in value) || !('currency' in value)) return null;
  const { amount, currency } = value;
  if (typeof currency !== 'string' || (typeof amount !== 'string' && typeof amount !== 'number')) return null;
  return exactDecimal(amount);
}

function isUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** What a value of each type looks like; where it does not, what was expected. */
const FORMS: Readonly<
  Record<PortalFieldType, { readonly fits: (value: unknown) => boolean; readonly expected: string }>
> = {
  string: { fits: (value) => typeof value === 'string', expected: 'text' },
  text: { fits: (value) => typeof value === 'string', expected: 'text' },
  integer: { fits: (value) => Number.isSafeInteger(value), expected: 'a whole number' },
  decimal: {
    fits: (value) => (typeof value === 'string' || typeof value === 'number') && exactDecimal(value) !== null,
    expected: 'a decimal number',
  },
  money: {
    fits: (value) => amountOf(value) !== null,
    expected: 'an amount and a currency',
  },
  date: {
    fits: (value) => typeof value === 'string' && isCalendarDate(value),
    expected: 'a calendar date such as 2026-03-31',
  },
  boolean: { fits: (value) => typeof value === 'boolean', expected: 'true or false' },
  choice: { fits: (value) => typeof value === 'string', expected: 'one of the choices' },
  choices: {
    fits: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
    expected: 'a list of choices',
  },
  email: { fits: (value) => typeof value === 'string' && EMAIL.test(value), expected: 'an e-mail address' },
  url: {
    fits: (value) => typeof value === 'string' && isUrl(value),
    expected: 'an address such as https://example.com',
  },
  country: { fits: (value) => typeof value === 'string' && COUNTRY.test(value), expected: 'a country code such as DE' },
};

function lengthProblem({ minLength, maxLength }: PortalField, value: unknown): Problem | null {
  if (typeof value !== 'string') return null;
  const most = maxLength ?? LONGEST;
  if (value.length > most) {
    return { code: 'TOO_LONG', message: `must have at most ${most} characters, not ${value.length}` };
  }
  if (minLength !== undefined && value.length < minLength) {
    return { code: 'TOO_SHORT', message: `must have at least ${minLength} characters, not ${value.length}` };
  }
  return null;
}

function choiceProblem({ type, allowedValues }: PortalField, value: unknown): Problem | null {
  if (!allowedValues || (type !== 'choice' && type !== 'choices')) return null;
  const chosen = (Array.isArray(value) ? value : [value]) as string[];
  const wrong = chosen.find((each) => !allowedValues.includes(each));
  if (wrong === undefined) return null;
  return {
    code: 'NOT_ALLOWED',
    message: `must be among ${allowedValues.join(', ')}, not ${JSON.stringify(wrong.slice(0, 60))}`,
  };
}

function valueProblem(field: PortalField, value: unknown, today: string): Problem | null {
  // The length is looked at first: it bounds the work that a pattern can be made to do.
  const wrongLength = lengthProblem(field, value);
  if (wrongLength) return wrongLength;
  const form = FORMS[field.type];
  if (!form.fits(value)) return { code: 'INVALID', message: `must be ${form.expected}` };
  if (field.type === 'money') {
    const amount = amountOf(value) ?? '0';
    if (amount.startsWith('-') || amount === '0')
      return { code: 'OUT_OF_RANGE', message: `must be more than 0, not ${amount}` };
  }
  if (field.notInThePast && String(value) < today) {
    return { code: 'OUT_OF_RANGE', message: `must be ${today} or later, not ${String(value)}` };
  }
  return choiceProblem(field, value);
}

/** Holds what was entered against a declared form: what is missing, and what is wrong. @param today calendar date, UTC */
export function checkFields(
  fields: readonly PortalField[],
  content: object,
  today: string,
): { missing: FieldRequirementFacts[]; errors: VendorFieldError[] } {
  const missing: FieldRequirementFacts[] = [];
  const errors: VendorFieldError[] = [];
  for (const field of fields) {
    const value = valueAt(content, field.path);
    if (isEmpty(value)) {
      if (field.required) missing.push(field);
      continue;
    }
    const problem = valueProblem(field, value, today);
    if (problem) errors.push(fieldError(field.path, problem.code, problem.message));
  }
  return { missing, errors };
}
