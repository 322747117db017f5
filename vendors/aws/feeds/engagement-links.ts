import { check } from '../../../platform/vendor/shape-check.ts';
import type { Row } from '../wire/list-page.ts';
import { engagementAssociation } from '../wire/selling.ts';
import { allRows } from './all-rows.ts';
import type { FeedContext } from './feed.ts';
import type { Engagements } from './read-opportunity.ts';
import { orWithout } from './tolerance.ts';

/**
 * Which engagement each opportunity is shared in, the key that ties an opportunity to the invitation it came from. Read
 * once a pull, a thousand to a call, and only when there is an opportunity to tie; empty where AWS refuses the look-up.
 */
export class EngagementLinks implements Engagements {
  private readonly context: FeedContext;
  private links: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(context: FeedContext) {
    this.context = context;
  }

  /** The engagement of an opportunity; of several the first by name, so that every run gives the same one. */
  async engagementOf(opportunityId: string): Promise<string | null> {
    this.links ??= firstEngagements(this.context, null);
    return (await this.links).get(opportunityId) ?? null;
  }
}

/** The engagement of one opportunity, looked up by itself; null where AWS refuses the look-up. */
export function engagementsOf(context: FeedContext): Engagements {
  return { engagementOf: async (id) => (await firstEngagements(context, id)).get(id) ?? null };
}

/** For each opportunity the first of its engagements, by name. @param only one opportunity; null for all */
function firstEngagements(context: FeedContext, only: string | null): Promise<ReadonlyMap<string, string>> {
  const { selling } = context.api;
  const lookUp = async (): Promise<ReadonlyMap<string, string>> =>
    linksIn(
      await allRows('ListEngagementResourceAssociations', (token) => selling.listEngagementOpportunities(token, only)),
    );
  return orWithout(context, lookUp, new Map());
}

function linksIn(rows: readonly Row[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const { json } of rows) {
    const read = check(engagementAssociation, json);
    if ('fault' in read) continue;
    const { EngagementId: engagement, ResourceId: opportunity } = read.value;
    if (engagement === null || opportunity === null) continue;
    const known = links.get(opportunity);
    if (known === undefined || engagement < known) links.set(opportunity, engagement);
  }
  return links;
}
