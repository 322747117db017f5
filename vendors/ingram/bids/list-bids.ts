import type { JsonValue } from '../../../platform/records/json.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, textMember } from '../../../platform/vendor/shape-check.ts';
import { checkAnswer, unreadable } from '../client/answer-json.ts';
import type { IngramAccount } from '../credentials.ts';
import type { FeedContext } from '../feed.ts';
import { bidId, type FoundBid } from './bid-record.ts';
import { bidRowShape, searchPageShape } from './bid-wire.ts';

const OPERATION = 'deals.search';

/** The largest page there is [ingram]. */
const PAGE_SIZE = 100;

/** How often a list is read again that changed while it was read. */
const ATTEMPTS = 3;

/** A list that never ends is a fault of the service. */
const MOST_PAGES = 10_000;

/** All bids of an account, and what of the list could not be read. */
export interface BidList {
  readonly bids: readonly FoundBid[];
  readonly faults: readonly MalformedItem[];
}

/**
 * Every bid of an account, each once. Pages go by number, so a bid that comes or goes while they are read shifts the
 * others: when the number of records changes on the way, the list is read again, and what any reading showed counts. Of
 * one that is never whole it is not known what is missing: that is a fault without an id.
 */
export async function listBids(context: FeedContext, account: IngramAccount): Promise<BidList> {
  const bids = new Map<string, FoundBid>();
  const faults = new Map<string, MalformedItem>();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { rows, found, isSteady } = await readRows(context, account);
    for (const row of rows) {
      const checked = check(bidRowShape, row);
      if ('value' in checked) bids.set(bidId(account, checked.value), { account, row: checked.value });
      else faults.set(JSON.stringify(row), malformed(checked.fault, idOfFault(account, row)));
    }
    if (isSteady) break;
    if (attempt === ATTEMPTS) faults.set('', unsteady(found, rows.length));
  }
  return { bids: [...bids.values()], faults: [...faults.values()] };
}

/** Follows page numbers until as many rows as were announced have come; `nextPage` leads elsewhere [ingram]. */
async function readRows(
  context: FeedContext,
  account: IngramAccount,
): Promise<{ rows: readonly JsonValue[]; found: number; isSteady: boolean }> {
  const rows: JsonValue[] = [];
  const announced = new Set<number>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `/resellers/v6/deals/search?Size=${PAGE_SIZE}&Page=${page}`;
    const answer = await context.client.read(
      { operation: OPERATION, path, account, senderHeader: 'IM-SenderID' },
      context.run,
    );
    const { recordsFound, deals } = checkAnswer(searchPageShape, answer, OPERATION);
    announced.add(recordsFound);
    rows.push(...(deals ?? []));
    if (rows.length >= recordsFound || (deals ?? []).length === 0) {
      return { rows, found: recordsFound, isSteady: announced.size === 1 && rows.length === recordsFound };
    }
  }
  throw unreadable(OPERATION, 'its pages have no end');
}

function unsteady(found: number, got: number): MalformedItem {
  const problem = `expected as many deals as were found, ${found}, got ${got}`;
  return malformed({ path: '/recordsFound', problem }, null);
}

/** The id a bid would have had, so that it is known which one could not be read. */
function idOfFault(account: IngramAccount, row: JsonValue): string | null {
  const dealId = textMember(row, 'dealId');
  return dealId === null ? null : bidId(account, { dealId, vendor: textMember(row, 'vendor') });
}
