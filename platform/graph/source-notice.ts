import type { NoticeCode } from '../records/vocabulary.ts';
import { vendorRef } from './refs.ts';
import { SourceNotice } from './shared-types.ts';

/**
 * A notice of a vendor.
 * @param vendor its code
 * @param message a whole sentence
 * @param retryAfterSeconds left out where there is nothing to wait for
 */
export function sourceNotice(
  vendor: string,
  code: NoticeCode,
  message: string,
  retryAfterSeconds: number | null = null,
): SourceNotice {
  return Object.assign(new SourceNotice(), { vendor: vendorRef(vendor), code, message, retryAfterSeconds });
}
