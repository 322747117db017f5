import { exactDecimal } from '../../../../platform/records/decimal.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type {
  DealContent,
  FieldRequirementFacts,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import { leavesOf, valueAt } from '../content/pointer.ts';
import { checkValue, isBlank } from './check-value.ts';
import { CONSENTS, CONTACTS, DEAL_KINDS_TAKEN, isTaken, requirementsOf } from './requirements.ts';

/**
 * What a deal still misses before Microsoft takes it, and what is wrong in it. Members of the deal that Microsoft has no
 * place for (website, stage, distributor) are ours alone and no fault.
 */
export function checkDeal(content: DealContent): {
  readonly missing: readonly FieldRequirementFacts[];
  readonly errors: readonly VendorFieldError[];
} {
  if (!isTaken(content.dealKind)) {
    const kinds = DEAL_KINDS_TAKEN.join(' or ');
    return { missing: [], errors: [fieldError('/dealKind', 'NOT_SUPPORTED', `expected ${kinds} for Microsoft`)] };
  }
  const fields = requirementsOf(content.dealKind);
  return {
    missing: fields
      .filter((field) => isBlank(valueAt(content, field.path)) && isNeeded(content, field))
      .map((field) => ({ ...field, required: true })),
    errors: [...checkFields(content, fields), ...consentError(content), ...digitsError(content)],
  };
}

/** What is wrong with the members that are there; of a patch those that change. */
export function checkFields(
  content: Partial<DealContent>,
  fields: readonly FieldRequirementFacts[],
): readonly VendorFieldError[] {
  const wrong = fields.flatMap((field) => {
    const value = valueAt(content, field.path);
    return isBlank(value) ? [] : checkValue(value, field);
  });
  const known = new Set(fields.map(({ path }) => path));
  const unknown = leavesOf(content.vendorFields, '/vendorFields').filter((path) => !known.has(path));
  return [...wrong, ...unknown.map((path) => fieldError(path, 'NOT_ALLOWED', 'expected a field of the form'))];
}

function isNeeded(content: DealContent, field: FieldRequirementFacts): boolean {
  return field.required || Object.values(CONTACTS).some((contact) => isItsEmail(content, contact, field.path));
}

/** A contact is known by its e-mail: whoever is named has one. */
function isItsEmail(content: DealContent, contact: string, path: string): boolean {
  return path === `${contact}/email` && leavesOf(valueAt(content, contact), contact).length > 0;
}

function consentError(content: DealContent): VendorFieldError[] {
  const sells = content.dealKind === 'CO_SELL' && valueAt(content, CONSENTS.microsoftSellers) === false;
  return sells ? [fieldError(CONSENTS.microsoftSellers, 'NOT_ALLOWED', 'expected true for a co-sell deal')] : [];
}

/** A new deal's value is a JSON number, which not every decimal fits; a change of it is text. */
function digitsError({ value }: DealContent): VendorFieldError[] {
  const exact = exactDecimal(value?.amount ?? '');
  if (exact === null || exactDecimal(Number(exact)) === exact) return [];
  return [fieldError('/value/amount', 'OUT_OF_RANGE', 'expected at most 15 digits that count')];
}
