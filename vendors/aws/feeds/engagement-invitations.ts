import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import { invitationDeal } from '../records/invitation.ts';
import { idOf } from '../wire/ids.ts';
import { invitation, invitationRow } from '../wire/selling.ts';
import type { AwsFeed, FeedContext } from './feed.ts';
import { readPages, tokenPlace } from './read-pages.ts';
import { readRows } from './rows.ts';
import { orMissing } from './tolerance.ts';

const FEED = 'engagement-invitations';

/**
 * Opportunities and leads offered to the partner, by AWS or by another partner: `ListEngagementInvitations` as receiver,
 * `GetEngagementInvitation`. AWS offers no filter by date of change, so every run reads all.
 */
export const engagementInvitationsFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'LEAD',
    kinds: ['deal'],
    support: 'FULL',
    transport: 'API',
    mode: 'full',
  },
  read: (context) =>
    readPages(context, {
      feed: FEED,
      shape: tokenPlace,
      start: { token: null },
      async turn({ token }) {
        const page = await context.api.selling.listReceivedInvitations(token);
        const items = await readRows(page, {
          shape: invitationRow,
          idOf: (row) => idOf(row.Id),
          read: (row) => readInvitation(context, row.value.Id),
        });
        return { items, next: page.nextToken === null ? null : { token: page.nextToken } };
      },
    }),
};

/** One invitation as an inbound deal; nothing when AWS no longer shows it. */
export async function readInvitation({ api }: FeedContext, idOrArn: string): Promise<PulledItem[]> {
  const payload = await orMissing(api.selling.getInvitation(idOrArn));
  if (payload === null) return [];
  const read = check(invitation, payload);
  if ('fault' in read) return [malformed(read.fault, idOf(idOrArn))];
  return [{ record: invitationDeal(read.value), payload }];
}
