import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import { firstBaseIn } from '../../../../platform/vendor/first-base.ts';
import type {
  VendorFieldError,
  WriteIntent,
  WritePlan,
  WriteProgress,
} from '../../../../platform/vendor/write-contract.ts';
import type { WriteContext } from '../context.ts';
import { changeFor, changesFor } from '../content/changes.ts';
import { wantsOf } from '../content/wants.ts';
import { checkPatch } from '../form/check-patch.ts';
import { standingErrors } from '../form/rules.ts';
import { readReferral } from '../look/read-referral.ts';
import { reachedOf } from '../progress.ts';
import { UPDATE } from '../steps.ts';
import { doneWith } from './done.ts';
import { baseOf, crossedErrors, onBase } from './first-base.ts';
import { patchCall, refused, type Wanted } from './patch-call.ts';
import { standingOf, statusChangeOf } from './status-change.ts';

/** A change of a deal that Microsoft has. @throws VendorError when it can't be read */
export async function planChange(
  context: WriteContext,
  intent: WriteIntent,
  progress: WriteProgress,
): Promise<WritePlan> {
  if (intent.kind !== 'UPDATE_DEAL' && statusChangeOf(intent) === null) {
    return refused([fieldError('', 'NOT_SUPPORTED', 'expected a change that Microsoft takes')]);
  }
  const { remoteId } = intent;
  if (!remoteId) throw new Error('intent.remoteId: expected the id of a deal at Microsoft, got none');
  const found = await readReferral(context, remoteId);
  if (found === null) return refused([notShown()]);
  // It was taken: what somebody else makes of it afterwards is not written over.
  if (reachedOf(progress).changed) return doneWith(remoteId, found);
  const { errors, ...wanted } = wantedOf(intent, found);
  if (errors.length > 0) return refused(errors);
  if (wanted.changes.length === 0) return doneWith(remoteId, found);
  const standing = standingErrors(intent.kind, standingOf(found));
  if (standing.length > 0) return refused(standing);
  const changes = wanted.guarded ? onBase(wanted.changes, firstBaseIn(progress)) : wanted.changes;
  const crossed = wanted.guarded ? crossedErrors(changes, found) : [];
  return crossed.length > 0 ? refused(crossed) : patchCall(context, found, { ...wanted, changes });
}

/** Microsoft shows no deal under the id. */
export function notShown(): VendorFieldError {
  return fieldError('', 'NOT_FOUND', 'expected a deal that Microsoft shows to this connection');
}

function wantedOf(intent: WriteIntent, found: JsonValue): Wanted & { readonly errors: readonly VendorFieldError[] } {
  const status = statusChangeOf(intent);
  if (status === null) return wantedByPatch(intent, found);
  const { step } = status;
  if (changesFor(status.wants, found).length === 0) return { step, changes: [], errors: [], guarded: false };
  // Both halves of the status are sent, also where one holds already.
  const changes = [...status.wants.map((want) => changeFor(want, found)), ...changesFor(status.besides, found)];
  return { step, changes, errors: [], guarded: false };
}

function wantedByPatch(intent: WriteIntent, found: JsonValue): ReturnType<typeof wantedOf> {
  const patch = intent.patch ?? {};
  const { wants, errors } = wantsOf(patch, found);
  const changes = changesFor(wants, found);
  return {
    step: UPDATE,
    changes,
    errors: [...checkPatch(patch), ...errors],
    guarded: true,
    base: baseOf(wants, found),
  };
}
