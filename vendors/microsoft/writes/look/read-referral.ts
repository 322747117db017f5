import type { JsonValue } from '../../../../platform/records/json.ts';
import { unreadable } from '../../client/answer-json.ts';
import { REFERRALS_PATH, type ReadContext } from '../../referrals/read-page.ts';

const OPERATION = 'referrals.get';
const NOT_FOUND = 404;

/** The path of one referral below the partner host's address. */
export function referralPath(remoteId: string): string {
  return `${REFERRALS_PATH}/${encodeURIComponent(remoteId)}`;
}

/**
 * One referral as Microsoft holds it now; null when it shows none under that id.
 * @throws VendorError when it can't be read
 */
export async function readReferral(context: ReadContext, remoteId: string): Promise<JsonValue | null> {
  const call = { operation: OPERATION, method: 'GET', path: referralPath(remoteId), accepts: [NOT_FOUND] } as const;
  const { status, body } = await context.partner.call(call, context.run);
  if (status === NOT_FOUND) return null;
  if (typeof body !== 'object' || body === null) throw unreadable(OPERATION, 'expected a referral', status);
  return body;
}
