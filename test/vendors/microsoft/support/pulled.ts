import { isMalformed, type MalformedItem, type PulledPage } from '../../../../platform/vendor/contract.ts';
import type { VendorRecord } from '../../../../platform/records/records.ts';
import { isVendorError, type VendorError } from '../../../../platform/vendor/vendor-error.ts';

/** The records of some pages, in order. */
export function recordsOf(pages: readonly PulledPage[]): VendorRecord[] {
  return pages.flatMap((page) => page.items).flatMap((item) => (isMalformed(item) ? [] : [item.record]));
}

/** The items that were rejected. */
export function rejectedOf(pages: readonly PulledPage[]): Array<MalformedItem['malformed']> {
  return pages.flatMap((page) => page.items).flatMap((item) => (isMalformed(item) ? [item.malformed] : []));
}

/** The VendorError that a piece of work ends with. */
export async function vendorErrorOf(work: Promise<unknown>): Promise<VendorError> {
  try {
    await work;
  } catch (error) {
    if (isVendorError(error)) return error;
    throw error;
  }
  throw new Error('expected a VendorError, and the work succeeded');
}
