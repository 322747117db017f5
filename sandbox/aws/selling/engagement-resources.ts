import type { Operations } from '../context.ts';
import { textAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';

/** The member each filter looks at: one value each, other than in the lists of tasks and invitations [M-sel]. */
const FILTERS: ReadonlyArray<readonly [filter: string, member: string]> = [
  ['EngagementIdentifier', 'EngagementId'],
  ['ResourceType', 'ResourceType'],
  ['ResourceIdentifier', 'ResourceId'],
  ['CreatedBy', 'CreatedBy'],
];

function passes(input: JsonObject, record: JsonObject): boolean {
  return FILTERS.every(([filter, member]) => {
    const asked = textAt(input, filter);
    return asked === '' || asked === textAt(record, member);
  });
}

export const ENGAGEMENT_RESOURCES: Operations = {
  ListEngagementResourceAssociations: {
    write: false,
    run: (input, context) => {
      const page = context.page(input, {
        items: context.store.all('engagementResource').filter((record) => passes(input, record)),
        placeOf: (record): Place => [textAt(record, 'EngagementId'), textAt(record, 'ResourceId')],
        summary: 'EngagementResourceAssociationSummary',
      });
      return { EngagementResourceAssociationSummaries: page.items, NextToken: page.nextToken };
    },
  },
};
