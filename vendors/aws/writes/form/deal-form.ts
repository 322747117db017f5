import type { DealKind } from '../../../../platform/records/vocabulary.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type {
  DealContent,
  DealForm,
  FieldRequirementFacts,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import { DEAL_FIELDS, fieldAt, wordsOf, type DealField } from '../data/deal-form.ts';
import { checkValue } from './check-value.ts';
import { checkDependents, isSent } from './dependents.ts';
import { givenIn, unknownFields, type Given } from './given.ts';
import { judgeDeal } from './judge.ts';

const KINDS = ['CO_SELL', 'REGISTRATION'] as const satisfies readonly DealKind[];

/**
 * How AWS takes a deal: CO_SELL where AWS shall sell together with the partner, REGISTRATION where it only sees it
 * (`For Visibility Only`).
 */
export const AWS_DEAL_FORM: DealForm = {
  kinds: KINDS,
  requirements: (kind) => DEAL_FIELDS.filter((field) => isAsked(field, kind)).map((field) => factsOf(field, kind)),
  check(content, today) {
    const given = givenIn(content);
    const dependents = checkDependents(given, content.dealKind);
    const always = DEAL_FIELDS.filter((field) => isRequired(field, content.dealKind)).map(({ path }) => path);
    const missing = new Set([...always.filter((path) => !given.has(path)), ...dependents.missing]);
    return {
      missing: DEAL_FIELDS.filter(({ path }) => missing.has(path)).map((field) => ({
        ...factsOf(field, content.dealKind),
        required: true,
      })),
      errors: [...checkKind(content), ...checkUnknown(content), ...checkValues(given, today), ...dependents.errors],
    };
  },
  judge: judgeDeal,
};

function checkKind({ dealKind }: DealContent): VendorFieldError[] {
  if (KINDS.some((kind) => kind === dealKind)) return [];
  return [fieldError('/dealKind', 'NOT_ALLOWED', `expected one of ${KINDS.join(', ')}, got ${dealKind}`)];
}

function checkUnknown(content: DealContent): VendorFieldError[] {
  return unknownFields(content).map((path) =>
    fieldError(path, 'NOT_ALLOWED', 'expected a field of the form of AWS, got another name'),
  );
}

function checkValues(given: Given, today: string): VendorFieldError[] {
  const errors = [...given].flatMap(([path, value]) => (isSent(given, path) ? checkValue(fieldAt(path), value) : []));
  return [...errors, ...checkCloseDate(given, today)];
}

/** AWS takes no close date that has passed `[M-sel LifeCycle$TargetCloseDate]`. */
function checkCloseDate(given: Given, today: string): VendorFieldError[] {
  const closeOn = given.get('/closeOn');
  if (typeof closeOn !== 'string' || closeOn >= today) return [];
  return [fieldError('/closeOn', 'OUT_OF_RANGE', `expected ${today} or later, got ${closeOn.slice(0, 10)}`)];
}

function isAsked({ path }: DealField, kind: DealKind): boolean {
  return kind === 'CO_SELL' || path !== '/vendorFields/primaryNeeds';
}

function isRequired({ required }: DealField, kind: DealKind): boolean {
  return required === 'always' || (required === 'coSell' && kind === 'CO_SELL');
}

function factsOf(field: DealField, kind: DealKind): FieldRequirementFacts {
  const { path, label, type, list, minLength, maxLength, help } = field;
  const words = type === 'money' || list === undefined ? null : wordsOf(list);
  return {
    path,
    label,
    type,
    required: isRequired(field, kind),
    ...(words === null ? {} : { allowedValues: words }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(help === undefined ? {} : { help }),
  };
}
