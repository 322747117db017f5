import { z } from 'zod';
import { toInstant } from '../../../platform/records/dates.ts';
import { check } from '../../../platform/vendor/shape-check.ts';
import type { ListPage } from '../wire/list-page.ts';
import { opportunityRow } from '../wire/selling.ts';
import { EngagementLinks } from './engagement-links.ts';
import type { AwsFeed } from './feed.ts';
import { readPages } from './read-pages.ts';
import { readOpportunity } from './read-opportunity.ts';
import { readRows } from './rows.ts';

const FEED = 'opportunities';

/** The filter is part of the place: a page token is good only for the list it came from. */
const place = z.object({
  token: z.string().nullable(),
  since: z.string().nullable(),
  watermark: z.string().nullable(),
});
type OpportunityPlace = z.infer<typeof place>;

/**
 * The partner's opportunities by date of change: `ListOpportunities`, and for each `GetOpportunity` and
 * `GetAwsOpportunitySummary`. The watermark is the highest `LastModifiedDate` of the **list**, as AWS wrote it: what
 * changes between the list and the details may still be missing from this list, and comes again with the next run. The
 * filter is inclusive, so the newest one always does.
 */
export const opportunitiesFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'DEAL',
    kinds: ['deal'],
    support: 'FULL',
    transport: 'API',
    mode: 'incremental',
  },
  read(context) {
    const links = new EngagementLinks(context);
    const { since } = context.request;
    return readPages<OpportunityPlace>(context, {
      feed: FEED,
      shape: place,
      start: { token: null, since, watermark: since },
      async turn(at) {
        const page = await context.api.selling.listOpportunities(dateOf(at.since), at.token);
        const items = await readRows(page, {
          shape: opportunityRow,
          idOf: (row) => row.Id,
          read: (row) => readOpportunity(context, links, row.value.Id),
        });
        const watermark = highest(page, at.watermark);
        return { items, watermark, next: page.nextToken === null ? null : { ...at, token: page.nextToken, watermark } };
      },
    });
  },
};

/** A watermark that is not a timestamp is none of ours: everything is read. */
function dateOf(since: string | null): Date | null {
  const instant = since === null ? null : toInstant(since);
  return instant === null ? null : new Date(instant);
}

function highest(page: ListPage, before: string | null): string | null {
  let watermark = before;
  for (const { json } of page.rows) {
    const read = check(opportunityRow, json);
    const stamp = 'value' in read ? read.value.LastModifiedDate : null;
    if (stamp === null) continue;
    const reached = watermark === null ? null : toInstant(watermark);
    if (reached === null || stamp.instant >= reached) watermark = stamp.raw;
  }
  return watermark;
}
