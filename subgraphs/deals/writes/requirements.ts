import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { CapabilityArea, DealKind } from '../../../platform/records/vocabulary.ts';
import type { VendorDirectory, VendorForms } from '../../../platform/vendor/directory.ts';
import type {
  DealForm,
  FieldRequirementFacts,
  VendorFieldError,
  WriteFacts,
} from '../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../platform/writes/vocabulary.ts';
import { FieldRequirement } from './payload-types.ts';

/** What a vendor's form says of a draft. */
export interface DraftCheck {
  readonly missing: readonly FieldRequirementFacts[];
  readonly errors: readonly VendorFieldError[];
}

/** How the vendor takes a kind of change; null where it takes none. */
export function operationOf(forms: VendorForms | null, kind: WriteKind): WriteFacts | null {
  return forms?.operations.find((operation) => operation.kind === kind) ?? null;
}

/** The error of a change that the vendor has no way for. */
export function notSupported(vendors: VendorDirectory, vendor: string, what: string): VendorFieldError {
  return fieldError('/id', 'NOT_SUPPORTED', `${vendors.nameOf(vendor)} offers no way to ${what}.`);
}

/** The vendor's form for deals; null where none can be registered. */
export function dealFormOf(vendors: VendorDirectory, vendor: string): DealForm | null {
  return vendors.writes(vendor)?.deals ?? null;
}

/** The area that a vendor's deals of ours belong to. */
export const DEAL_AREA: CapabilityArea = 'DEAL';

/** What is missing, as errors: for a submission, which can't do without. */
export function missingAsErrors(missing: readonly FieldRequirementFacts[]): VendorFieldError[] {
  return missing.map(({ path, label, help }) =>
    fieldError(path, 'REQUIRED', `${label} is missing${help === undefined ? '' : `: ${help}`}`),
  );
}

/** A requirement as the graph shows it. */
export function toRequirement(facts: FieldRequirementFacts): FieldRequirement {
  return Object.assign(new FieldRequirement(), {
    path: facts.path,
    label: facts.label,
    type: facts.type,
    required: facts.required,
    allowedValues: facts.allowedValues ?? null,
    minLength: facts.minLength ?? null,
    maxLength: facts.maxLength ?? null,
    help: facts.help ?? null,
  });
}

/** The kind of a draft: as asked, where the vendor takes it. */
export function kindOfDraft(form: DealForm, asked: DealKind | null | undefined): DealKind | VendorFieldError {
  if (!asked) return form.kinds[0];
  if (form.kinds.includes(asked)) return asked;
  return fieldError('/kind', 'NOT_ALLOWED', `must be one of ${form.kinds.join(', ')}, not ${asked}`);
}
