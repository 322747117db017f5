import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { fieldAt } from '../data/deal-form.ts';
import { lockedField } from '../form/locked-field.ts';
import type { Phase } from './opportunity-state.ts';

const WORDS: Readonly<Record<'actionRequired' | 'approved' | 'launched', string>> = {
  actionRequired: 'while it asks for action',
  approved: 'once it was approved',
  launched: 'once it was won or lost',
};

/** Whether AWS takes a change of a field where the opportunity stands, by its field list `[CSV]`. */
export function isEditable(path: string, phase: Phase): boolean {
  if (phase === 'draft') return true;
  if (phase === 'inReview' || phase === 'rejected') return false;
  return fieldAt(path).edits[phase];
}

/** An error for each field that may not change there. @param phase one in which some fields may */
export function locksIn(paths: readonly string[], phase: Phase): VendorFieldError[] {
  if (phase === 'draft' || phase === 'inReview' || phase === 'rejected') return [];
  return paths
    .filter((path) => !isEditable(path, phase))
    .map((path) => lockedField(path, `${fieldAt(path).label}: AWS takes no change of it ${WORDS[phase]}`));
}
