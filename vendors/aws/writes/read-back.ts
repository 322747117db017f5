import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { isMalformed } from '../../../platform/vendor/contract.ts';
import type { WritePlan } from '../../../platform/vendor/write-contract.ts';
import { readApplication } from '../feeds/benefit-applications.ts';
import { engagementsOf } from '../feeds/engagement-links.ts';
import { readInvitation } from '../feeds/engagement-invitations.ts';
import { readOpportunity } from '../feeds/read-opportunity.ts';
import type { WriteContext } from './context.ts';

/** The opportunity is as it was asked for: read as its feed reads it. */
export async function doneWithOpportunity({ feed }: WriteContext, id: string): Promise<WritePlan> {
  return done(id, await readOpportunity(feed, engagementsOf(feed), id), 'opportunities');
}

/** The invitation is answered: read as its feed reads it. AWS may show it no more. */
export async function doneWithInvitation({ feed }: WriteContext, id: string): Promise<WritePlan> {
  return done(id, await readInvitation(feed, id), 'engagement-invitations');
}

/** The application is on its way: read as its feed reads it. */
export async function doneWithApplication({ feed }: WriteContext, id: string): Promise<WritePlan> {
  const read = await readApplication(feed, id);
  return done(id, read === null ? [] : [read.item], 'benefit-applications');
}

/** A record with a wrong shape is left to the feed, which counts it. */
function done(remoteId: string, items: readonly PulledItem[], feed: string): WritePlan {
  const record = items.find((item) => !isMalformed(item)) ?? null;
  return record === null || isMalformed(record)
    ? { kind: 'done', remoteId, record: null, feed: null }
    : { kind: 'done', remoteId, record, feed };
}
