import { utcDate } from '../../../platform/records/dates.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { checkAnswer, unreadable } from '../client/answer-body.ts';
import type { FeedContext } from '../feed.ts';
import { creditPoolListShape } from './credit-pool-wire.ts';
import { CREDIT_POOLS_PATH, nextQueryOf } from './next-url.ts';

const OPERATION = 'credit-pools.list';

/** Billing units a page; the most there may be [ibm 3]. */
const PAGE_SIZE = 30;

export interface CreditPoolPage {
  readonly pools: readonly JsonValue[];
  /** Query of the next page; null on the last. */
  readonly next: string | null;
}

/** The first query of a run: every customer of the partner, in the present month. */
function firstQuery(partnerId: string, now: Date): string {
  const query = { partner_id: partnerId, date: utcDate(now).slice(0, 7), limit: String(PAGE_SIZE) };
  return `?${new URLSearchParams(query)}`;
}

/**
 * One page of the report.
 * @param query of the page; null for the first
 * @param before queries that led here, to which this one is added: a page that leads back to one would never end
 */
export async function readCreditPoolPage(
  context: FeedContext,
  query: string | null,
  before: Set<string>,
): Promise<CreditPoolPage> {
  const { partner, partnerId, clock, run } = context;
  const asked = query ?? firstQuery(partnerId, clock.now());
  const call = { operation: OPERATION, path: CREDIT_POOLS_PATH + asked, pageToken: query !== null };
  const { resources, next_url: link } = checkAnswer(creditPoolListShape, await partner.read(call, run), OPERATION);
  const next = link ? nextQueryOf(link, { base: partner.base, partnerId, operation: OPERATION }) : null;
  if (next !== null && before.add(asked).has(next)) {
    throw unreadable(OPERATION, '/next_url: it leads back to a page that has been read');
  }
  return { pools: resources, next };
}
