import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import type { FeedContext } from './feed.ts';

/** The answer, or null where AWS says that the thing does not exist (it may have gone since it was listed). */
export async function orMissing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isVendorError(error) && error.vendorCode === 'ResourceNotFoundException') return null;
    throw error;
  }
}

/**
 * A look-up that only adds to records read otherwise. Where AWS refuses it, for want of a permission for this one
 * operation or otherwise, the run goes on without; if the credentials are refused altogether, the next call will tell.
 */
export async function orWithout<T>(context: FeedContext, lookUp: () => Promise<T>, without: T): Promise<T> {
  try {
    return await lookUp();
  } catch (error) {
    if (!isVendorError(error) || (error.kind !== 'refused' && error.kind !== 'auth_expired')) throw error;
    context.log.warn({ operation: error.operation, code: error.vendorCode }, 'AWS refused a look-up; going on without');
    return without;
  }
}
