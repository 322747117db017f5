import { fieldError } from '../../../platform/graph/field-errors.ts';
import { isCurrencyCode } from '../../../platform/money/currency.ts';
import { isReckonable, RECKONABLE } from '../../../platform/rules/atoms.ts';
import type { ProgramRules, RequirementRule } from '../../../platform/rules/program-rules.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import type { ReportedNumberInput } from './report-types.ts';

const INPUT = '/input';
/** Nobody measures a standing by what is older. */
const EARLIEST = '2000-01-01';
const LONGEST_SHOWN = 60;
/** Keys that a refusal names at the most. */
const MOST_NAMED = 20;

const shown = (text: string): string =>
  JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

/** Requirements that a member reports numbers for: those of its portfolio, and of the program as a whole. */
export function reportable(rules: ProgramRules | null, portfolio: string | null): RequirementRule[] {
  const tiers = rules?.tiers.filter((tier) => tier.portfolio === portfolio || tier.portfolio === null) ?? [];
  return tiers.flatMap(({ requirements }) => requirements).filter(({ measure }) => measure.by === 'REPORTED');
}

/** What is wrong with a report whatever it is about. @param today calendar date */
export function formErrors(input: ReportedNumberInput, today: string): VendorFieldError[] {
  const errors = inputErrors(input, INPUT);
  if (input.since < EARLIEST || input.since > today) {
    const message = `must be a day from ${EARLIEST} to ${today}, not ${input.since}`;
    errors.push(fieldError(`${INPUT}/since`, 'OUT_OF_RANGE', message));
  }
  if (input.amount.startsWith('-')) {
    errors.push(fieldError(`${INPUT}/amount`, 'OUT_OF_RANGE', `must be 0 or more, not ${shown(input.amount)}`));
  } else if (!isReckonable(input.amount)) {
    errors.push(fieldError(`${INPUT}/amount`, 'OUT_OF_RANGE', `must be ${RECKONABLE}, not ${shown(input.amount)}`));
  }
  if (input.source.trim() === '') {
    errors.push(
      fieldError(`${INPUT}/source`, 'REQUIRED', `must say where the number is from, not ${shown(input.source)}`),
    );
  }
  return errors;
}

/** What is wrong with a report for a membership whose rules are these. @param known what can be reported there */
export function fitErrors(input: ReportedNumberInput, known: readonly RequirementRule[]): VendorFieldError[] {
  const meant = known.filter(({ key }) => key === input.requirement);
  if (meant.length === 0) {
    const keys = [...new Set(known.map(({ key }) => key))];
    const expected =
      keys.length === 0
        ? 'the key of a requirement that is measured by reports; the rules of the program have none'
        : `one of the requirements that are measured by reports: ${keys.slice(0, MOST_NAMED).join(', ')}`;
    return [fieldError(`${INPUT}/requirement`, 'NOT_FOUND', `must be ${expected}; not ${shown(input.requirement)}`)];
  }
  const currencies = [...new Set(meant.map(({ unit }) => unit).filter(isCurrencyCode))];
  const { currency = null } = input;
  if (currency === null && currencies.length > 0) {
    return [fieldError(`${INPUT}/currency`, 'REQUIRED', `must be ${currencies.join(' or ')}, not left out`)];
  }
  if (currency === null || currencies.includes(currency)) return [];
  const units = [...new Set(meant.map(({ unit }) => unit))].join(' or ');
  const expected = currencies.length > 0 ? currencies.join(' or ') : `left out for a number of ${units}`;
  return [fieldError(`${INPUT}/currency`, 'NOT_ALLOWED', `must be ${expected}, not ${currency}`)];
}
