import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../../platform/records/json.ts';
import { checkAnswer, readAnswerJson, unreadable } from '../client/answer-body.ts';
import type { Theater } from '../credentials.ts';
import type { FeedContext } from '../feed.ts';
import { findRows, pagingShape } from './reseller-wire.ts';

const OPERATION = 'resellers.search';
const PATH = '/dfm/services/reseller/v1/searchReseller';

/** Least and usual size of a page; up to 1,000 is allowed [cisco 3]. */
const PAGE_SIZE = 500;

/** `sourceName` is required and not explained: what names the caller elsewhere goes there, or our own name (assumed). */
const OUR_NAME = 'PARTNERGRAPH';

export interface ResellerQuery {
  readonly theater: Theater;
  /** Only this reseller; null for all. */
  readonly beGeoId: string | null;
  /** From 1. */
  readonly page: number;
}

/** Body of a search [cisco 3]. */
function searchRequest(query: ResellerQuery, senderId: string | undefined): JsonValue {
  return {
    resellerSearchRequest: {
      theaterCode: query.theater,
      sourceName: senderId ?? OUR_NAME,
      ...(query.beGeoId === null ? {} : { pdbBeGeoID: query.beGeoId }),
    },
  };
}

export interface ResellerPage {
  /** The parsed body, for `resellerMemberships`. */
  readonly answer: JsonValue;
  readonly hasMore: boolean;
}

/**
 * One page of the reseller search.
 * @param before the page before; undefined for the first. A service that gives it again does not go on
 */
export async function readResellerPage(
  context: FeedContext,
  query: ResellerQuery,
  before: JsonValue | undefined,
): Promise<ResellerPage> {
  const response = await context.cisco.call(
    {
      operation: OPERATION,
      service: 'dfm',
      method: 'POST',
      path: `${PATH}?page=${query.page}&limit=${PAGE_SIZE}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(searchRequest(query, context.account.senderId)),
    },
    context.run,
  );
  const answer = readAnswerJson(response, OPERATION);
  const found = findRows(answer);
  if (!found) throw unreadable(OPERATION, 'its body: expected one list of resellers');
  const { total, next } = checkAnswer(pagingShape, found.envelope as JsonValue, OPERATION);
  const hasMore = total === null || total === undefined ? Boolean(next) : query.page * PAGE_SIZE < total;
  // Going on would never end, and stopping would take what is missing for gone.
  if (hasMore && found.rows.length === 0) throw unreadable(OPERATION, 'a page before the last one is empty');
  if (before !== undefined && isDeepStrictEqual(findRows(before)?.rows, found.rows)) {
    throw unreadable(OPERATION, 'a page holds the same as the one before it');
  }
  return { answer, hasMore };
}
