import { isCalendarDate } from '../../../../platform/records/dates.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { wordsOf, type DealField } from '../data/deal-form.ts';
import { awsAmount, readMoney } from './money.ts';

type Problem = Pick<VendorFieldError, 'code' | 'message'> | null;

/** What is wrong with a value by itself: its type, length, form, or that it is none of AWS's words. Empty when nothing. */
export function checkValue(field: DealField, value: JsonValue): VendorFieldError[] {
  const problem = CHECKS[field.type](field, value);
  return problem === null ? [] : [fieldError(field.path, problem.code, `${field.label}: ${problem.message}`)];
}

const CHECKS: Readonly<Record<DealField['type'], (field: DealField, value: JsonValue) => Problem>> = {
  string: checkText,
  text: checkText,
  email: checkText,
  url: checkText,
  integer: checkInteger,
  money: checkMoney,
  date: checkDate,
  boolean: (_field, value) => (typeof value === 'boolean' ? null : wrongType('true or false', value)),
  choice: checkWord,
  country: checkWord,
  choices: checkWords,
};

function checkText(field: DealField, value: JsonValue): Problem {
  if (typeof value !== 'string') return wrongType('text', value);
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = field;
  // AWS doesn't say what it counts; a character outside of the first plane is one of them here, and two there.
  const characters = [...value].length;
  if (characters < minLength) {
    return { code: 'TOO_SHORT', message: `expected at least ${minLength} characters, got ${characters}` };
  }
  if (value.length > maxLength) {
    return { code: 'TOO_LONG', message: `expected at most ${maxLength} characters, got ${value.length}` };
  }
  if (pattern !== undefined && !fits(pattern, value)) {
    return { code: 'INVALID', message: `expected the form ${field.help ?? pattern}, got another text` };
  }
  return null;
}

function checkInteger({ min = 0, max = Number.MAX_SAFE_INTEGER }: DealField, value: JsonValue): Problem {
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  if (!isWhole) return wrongType('a whole number', value);
  if (value < min || value > max) {
    return { code: 'OUT_OF_RANGE', message: `expected ${min} to ${max}, got ${value}` };
  }
  return null;
}

function checkMoney({ list }: DealField, value: JsonValue): Problem {
  const money = readMoney(value);
  if (money === null) return wrongType('{"amount":"12500.00","currency":"USD"}', value);
  const currencies = list === undefined ? null : wordsOf(list);
  if (currencies !== null && !currencies.includes(money.currency)) {
    return {
      code: 'NOT_ALLOWED',
      message: `expected the currency ${currencies.join(' or ')}, got ${shown(money.currency)}`,
    };
  }
  if (awsAmount(money.amount) === null) {
    return { code: 'OUT_OF_RANGE', message: 'expected an amount above zero with at most two digits behind the point' };
  }
  return null;
}

function checkDate(_field: DealField, value: JsonValue): Problem {
  if (typeof value !== 'string') return wrongType('a date', value);
  // `[1-9][0-9]{3}` is the year in the model's pattern.
  if (isCalendarDate(value) && !value.startsWith('0')) return null;
  return { code: 'INVALID', message: `expected a calendar date such as 2027-03-31, got ${shown(value)}` };
}

function checkWord({ list }: DealField, value: JsonValue): Problem {
  if (typeof value !== 'string') return wrongType('a word of the list', value);
  const words = list === undefined ? [] : wordsOf(list);
  return words.includes(value) ? null : { code: 'NOT_ALLOWED', message: notInList(words, value) };
}

function checkWords(field: DealField, value: JsonValue): Problem {
  if (!Array.isArray(value)) return wrongType('a list of texts', value);
  const { list, maxItems = Number.POSITIVE_INFINITY } = field;
  const words = list === undefined ? null : wordsOf(list);
  for (const entry of value) {
    if (typeof entry !== 'string') return wrongType('a list of texts', entry);
    if (words !== null && !words.includes(entry)) return { code: 'NOT_ALLOWED', message: notInList(words, entry) };
    const problem = words === null ? checkText(field, entry) : null;
    if (problem !== null) return problem;
  }
  if (value.length <= maxItems) return null;
  return { code: 'TOO_LONG', message: `expected at most ${maxItems} entries, got ${value.length}` };
}

function fits(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

const FEW = 12;

function notInList(words: readonly string[], came: string): string {
  const expected = words.length > FEW ? `one of the ${words.length} allowed values` : `one of ${words.join(', ')}`;
  return `expected ${expected}, got ${shown(came)}`;
}

function wrongType(expected: string, value: JsonValue): Problem {
  const came = value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value;
  return { code: 'INVALID', message: `expected ${expected}, got ${came}` };
}

const LONGEST_SHOWN = 40;

function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}
