import type { JsonValue } from '../../../platform/records/json.ts';
import { checkAnswer, readAnswerJson, unreadable } from '../client/answer-body.ts';
import type { FeedContext } from '../feed.ts';
import { toCiscoDate } from '../wire/cisco-date.ts';
import { dealListShape } from './deal-wire.ts';
import type { DealWindow } from './windows.ts';

const OPERATION = 'deals.list';

/** At most 500 [cisco 2]; fewer, since each deal may cost a call for its quote and a page is what a crash repeats. */
const PAGE_SIZE = 100;

const PARAMETERS = {
  approval: ['dealApprovalDateFrom', 'dealApprovalDateTo'],
  expiration: ['dealExpirationDateFrom', 'dealExpirationDateTo'],
} as const;

export interface DealPage {
  readonly items: readonly JsonValue[];
  /** Offset of the next page; null on the last. */
  readonly next: number | null;
}

/** One page of the deals in a window. The address is always our own: links in the answer are not followed. */
export async function readDealPage(context: FeedContext, window: DealWindow, offset: number): Promise<DealPage> {
  const [from, to] = PARAMETERS[window.by];
  const query = new URLSearchParams({
    [from]: toCiscoDate(window.from),
    [to]: toCiscoDate(window.to),
    offset: String(offset),
    max: String(PAGE_SIZE),
  });
  const response = await context.cisco.call(
    {
      operation: OPERATION,
      service: 'deals',
      method: 'GET',
      path: `/deals?${query}`,
      headers: { accept: 'application/json' },
    },
    context.run,
  );
  const { pagination, items } = checkAnswer(dealListShape, readAnswerJson(response, OPERATION), OPERATION);
  const count = items?.length ?? 0;
  const next = offset + count;
  if (next < pagination.total) {
    // Going on would never end, and stopping would take what is missing for gone.
    if (count === 0) throw unreadable(OPERATION, '/items: empty before the total is reached');
    return { items: items ?? [], next };
  }
  if (namesNextPage(response.headers['link'])) {
    throw unreadable(OPERATION, '/pagination/total: reached, and the Link header names a further page');
  }
  return { items: items ?? [], next: null };
}

/** Paging is told twice, in the body and in RFC 5988 links: the second only checks the first [cisco 2]. */
function namesNextPage(link: string | undefined): boolean {
  return /;\s{0,5}rel\s{0,5}=\s{0,5}"?next\b/i.test(link ?? '');
}
