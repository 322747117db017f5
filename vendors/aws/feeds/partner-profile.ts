import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import { networkMembership, partnerProfile } from '../records/partner.ts';
import { partner, partnerRow } from '../wire/account.ts';
import type { AwsFeed, FeedContext } from './feed.ts';
import { readPages, tokenPlace } from './read-pages.ts';
import { readRows } from './rows.ts';
import { orMissing } from './tolerance.ts';

const FEED = 'partner-profile';

/** The partner as AWS knows it, and its membership in the AWS Partner Network: `ListPartners`, `GetPartner`. */
export const partnerProfileFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'MEMBERSHIP',
    kinds: ['partnerProfile', 'membership'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  read: (context) =>
    readPages(context, {
      feed: FEED,
      shape: tokenPlace,
      start: { token: null },
      async turn({ token }) {
        const page = await context.api.account.listPartners(token);
        const items = await readRows(page, {
          shape: partnerRow,
          idOf: (row) => row.Id,
          read: (row) => readPartner(context, row.value.Id),
        });
        return { items, next: page.nextToken === null ? null : { token: page.nextToken } };
      },
    }),
};

async function readPartner({ api, accountId }: FeedContext, id: string) {
  const payload = await orMissing(api.account.getPartner(id));
  if (payload === null) return [];
  const read = check(partner, payload);
  if ('fault' in read) return [malformed(read.fault, id)];
  return [
    { record: partnerProfile(read.value, accountId), payload },
    { record: networkMembership(read.value), payload },
  ];
}
