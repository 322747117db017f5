import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import type { HostClient } from '../client/host-client.ts';
import type { FeedContext } from '../feed.ts';

/**
 * Removes what a run had Microsoft make, so that the partner's account does not fill up with our files. Best effort:
 * all records are read by now, so a failure is only logged. An abort still ends the run.
 */
export async function tidyAway(
  context: FeedContext,
  client: HostClient,
  target: { readonly operation: string; readonly path: string },
): Promise<void> {
  try {
    await client.call({ ...target, method: 'DELETE', accepts: [404, 405] }, context.run);
  } catch (error) {
    if (!isVendorError(error)) throw error;
    context.log.warn({ operation: target.operation, kind: error.kind }, 'a finished export could not be removed');
  }
}
