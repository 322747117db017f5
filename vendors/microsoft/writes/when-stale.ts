import type { SendOutcome } from '../../../platform/vendor/write-contract.ts';
import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import type { WriteContext } from './context.ts';
import { readReferral } from './look/read-referral.ts';
import { crossedErrors } from './plan/first-base.ts';
import type { FrozenPatch } from './request.ts';

type Stale = SendOutcome & { readonly kind: 'not_applied' };

/**
 * Somebody changed the record after it was read. Where they touched what is to be changed, that is told at once
 * instead of written over; else the change is planned anew.
 *
 * When the record can't be read either, the outcome is told as unknown, though nothing happened: an unknown outcome is
 * settled by what the stored call itself was made on.
 */
export async function whenStale(context: WriteContext, request: FrozenPatch, stale: Stale): Promise<SendOutcome> {
  if (!request.guarded) return stale;
  const { httpStatus, vendorCode, requestId } = stale;
  const trace = { httpStatus, vendorCode, requestId };
  try {
    const found = await readReferral(context, request.remoteId);
    const crossed = found === null ? [] : crossedErrors(request.changes, found);
    if (crossed.length === 0) return stale;
    return { kind: 'refused', errors: crossed.map((error) => ({ ...error, vendorCode })), ...trace };
  } catch (error) {
    if (!isVendorError(error)) throw error;
    return { kind: 'unknown', message: `${stale.message}; what is there by now could not be read`, ...trace };
  }
}
