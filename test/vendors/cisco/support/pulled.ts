import {
  isMalformed,
  type MalformedItem,
  type PulledItem,
  type PulledPage,
  type PullRequest,
  type VendorSession,
} from '../../../../platform/vendor/contract.ts';
import type { VendorRecord } from '../../../../platform/records/records.ts';
import { isVendorError, type VendorError } from '../../../../platform/vendor/vendor-error.ts';

/** Reads a feed to its end. */
export async function pullAll(
  session: VendorSession,
  feed: string,
  request: Partial<PullRequest> = {},
): Promise<PulledPage[]> {
  const pages: PulledPage[] = [];
  const signal = request.signal ?? new AbortController().signal;
  for await (const page of session.pull(feed, { since: null, resumeFrom: null, ...request, signal })) pages.push(page);
  return pages;
}

/** Reads a feed's first page and leaves it there. */
export async function pullFirst(session: VendorSession, feed: string): Promise<PulledPage> {
  const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
  for await (const page of session.pull(feed, request)) return page;
  throw new Error('expected a page, and the feed brought none');
}

/** The records of some pages, in order. */
export function recordsOf(pages: readonly PulledPage[]): VendorRecord[] {
  return recordsIn(pages.flatMap((page) => page.items));
}

export function recordsIn(items: readonly PulledItem[]): VendorRecord[] {
  return items.flatMap((item) => (isMalformed(item) ? [] : [item.record]));
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
