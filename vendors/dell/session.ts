import type { VendorSession } from '../../platform/vendor/contract.ts';

/** A session in which there is nothing to read: to ask for a feed is the mistake of the caller. */
export function openDellSession(): VendorSession {
  return {
    pull(feed) {
      throw new Error(`feed: Dell has none, got ${JSON.stringify(feed)}`);
    },
    close: () => Promise.resolve(),
  };
}
