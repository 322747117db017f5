import type { z } from 'zod';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { AWS } from '../facts.ts';

/** Raised when what a bookmark holds changes its meaning. */
const VERSION = 1;

/** Where a run stopped, as text for `PulledPage.resume`. */
export function writeBookmark(feed: string, place: object): string {
  return JSON.stringify({ version: VERSION, feed, place });
}

/**
 * Reads a bookmark of this feed.
 * @throws VendorError `resume_rejected` for one of another feed or version, or that is none at all
 */
export function readBookmark<P>(feed: string, shape: z.ZodType<P>, text: string): P {
  const bookmark = parse(text);
  if (bookmark?.version === VERSION && bookmark.feed === feed) {
    const place = shape.safeParse(bookmark.place);
    if (place.success) return place.data;
  }
  throw new VendorError({
    vendor: AWS,
    kind: 'resume_rejected',
    publicMessage: `the place where the run of ${feed} stopped can't be read`,
    operation: feed,
  });
}

function parse(text: string): { version?: unknown; feed?: unknown; place?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
