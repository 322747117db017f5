import type { JsonValue } from '../../../platform/records/json.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import { unreadable } from '../client/answer-json.ts';
import type { FeedContext } from '../feed.ts';
import { checkAnswer } from '../wire/checked.ts';
import { relationshipTypeOf, type CspRole } from './roles.ts';
import { collectionShape, continuationOf } from './relationship-wire.ts';

export interface RelationshipPage {
  readonly items: readonly JsonValue[];
  /** Token of the next page; null on the last. */
  readonly next: string | null;
}

const OPERATION = 'relationships.list';

/**
 * One page of the relationships of one type. The address is always our own; of `links.next` only the continuation token
 * is used, since its `uri` is relative and lacks `/v1`.
 *
 * @returns the refusal itself when the signed-in partner may not ask for this type: it does not have that role
 */
export async function readRelationshipPage(
  context: FeedContext,
  role: CspRole,
  token: string | null,
): Promise<RelationshipPage | { readonly refusal: VendorError }> {
  const query = `relationship_type=${relationshipTypeOf(role)}`;
  try {
    const answer = await context.partnerCenter.call(
      {
        operation: OPERATION,
        method: 'GET',
        path: `/v1/relationships?${query}${token === null ? '' : '&seekOperation=Next'}`,
        ...(token === null ? {} : { headers: { 'MS-ContinuationToken': token }, pageToken: true }),
      },
      context.run,
    );
    const collection = checkAnswer(collectionShape, answer.body, OPERATION);
    const next = continuationOf(collection);
    if (next === undefined) throw unreadable(OPERATION, '/links/next: expected a continuation token');
    if (next !== null && next === token) throw unreadable(OPERATION, '/links/next: the page names itself as the next');
    return { items: collection.items, next };
  } catch (error) {
    const refused = isVendorError(error) && error.kind === 'refused' && error.httpStatus !== undefined;
    if (refused && token === null) return { refusal: error };
    throw error;
  }
}
