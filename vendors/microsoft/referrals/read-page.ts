import type { JsonValue } from '../../../platform/records/json.ts';
import { unreadable } from '../client/answer-json.ts';
import type { FeedContext } from '../feed.ts';
import { checkAnswer } from '../wire/checked.ts';
import { skipTokenOf } from './next-link.ts';
import { referralListShape } from './referral-wire.ts';

const OPERATION = 'referrals.list';
/** Below the partner host's address. */
export const REFERRALS_PATH = '/v1.0/engagements/referrals';

/** The largest page is not documented; samples use 10. */
const PAGE_SIZE = 50;

/** What referrals are read with. */
export type ReadContext = Pick<FeedContext, 'partner' | 'run'>;

export interface ReferralPage {
  readonly items: readonly JsonValue[];
  /** Token of the next page; null on the last. */
  readonly next: string | null;
}

const LAST_CHANGED_FIRST = `$orderby=${encodeURIComponent('updatedDateTime desc')}&$top=${PAGE_SIZE}`;

/**
 * One page of referrals, the last changed first unless another query is asked for. A page token already carries the
 * query it was made for.
 * @param token of the page; null for the first
 * @param query of the first page, encoded
 */
export async function readReferralPage(
  context: ReadContext,
  token: string | null,
  query = LAST_CHANGED_FIRST,
): Promise<ReferralPage> {
  const asked = token === null ? query : `$skiptoken=${encodeURIComponent(token)}`;
  const answer = await context.partner.call(
    { operation: OPERATION, method: 'GET', path: `${REFERRALS_PATH}?${asked}`, pageToken: token !== null },
    context.run,
  );
  const page = checkAnswer(referralListShape, answer.body, OPERATION);
  const link = page['@odata.nextLink'];
  const next = link ? skipTokenOf(link, context.partner.base, OPERATION) : null;
  if (next !== null && next === token)
    throw unreadable(OPERATION, '/@odata.nextLink: the page names itself as the next');
  return { items: page.value, next };
}
