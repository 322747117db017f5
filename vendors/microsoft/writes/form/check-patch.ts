import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type {
  DealContent,
  FieldRequirementFacts,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import { checkFields } from './check-deal.ts';
import { requirementsOf } from './requirements.ts';
import { valueAt } from '../content/pointer.ts';

const CAN_NOT_CHANGE: Readonly<Record<string, string>> = {
  '/dealKind': 'the kind of a deal stays as it was made; Microsoft is invited later in its portal',
  '/stage': "Microsoft's sales stage has no documented form that could be written",
  '/distributor': 'a deal at Microsoft names no distributor',
  '/vendorFields/assistance': 'Microsoft reads it with the invitation alone',
  '/vendorFields/inviteNotes': 'Microsoft reads it with the invitation alone',
};

/** Of a customer what is null is not told; everywhere else it would have to be removed. */
const CAN_NOT_REMOVE = ['/name', '/description', '/value', '/closeOn'];

/** The form's fields for a change: what a deal already names may be named again, also where it is no word of ours. */
const FIELDS: readonly FieldRequirementFacts[] = requirementsOf('CO_SELL').map(({ allowedValues, ...field }) =>
  field.path === '/products' || !allowedValues ? field : { ...field, allowedValues },
);

/** What is wrong in a change of a deal, before anything is asked of Microsoft. */
export function checkPatch(patch: Partial<DealContent>): VendorFieldError[] {
  const fixed = Object.entries(CAN_NOT_CHANGE)
    .filter(([path]) => (valueAt(patch, path) ?? null) !== null)
    .map(([path, why]) => fieldError(path, 'NOT_SUPPORTED', why));
  const vendorFields = Object.keys(patch.vendorFields ?? {}).map((member) => `/vendorFields/${member}`);
  const removed = [...CAN_NOT_REMOVE, ...vendorFields]
    .filter((path) => valueAt(patch, path) === null)
    .map((path) => fieldError(path, 'NOT_SUPPORTED', 'expected a value: Microsoft replaces members, it removes none'));
  const nameless = ['/name', '/customer/name']
    .filter((path) => String(valueAt(patch, path) ?? 'none').trim() === '')
    .map((path) => fieldError(path, 'REQUIRED', 'expected a name'));
  return [...fixed, ...removed, ...nameless, ...checkFields(patch, FIELDS)];
}
