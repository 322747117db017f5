import type { Store } from './store.ts';

/** An opportunity of the account, and the engagement it is worked on in. */
export interface EngagementResource {
  readonly engagementId: string;
  readonly opportunityId: string;
}

/** Notes that the account's opportunity belongs to an engagement: what its first snapshot there brings about [M-sel]. */
export function addToEngagement(store: Store, { engagementId, opportunityId }: EngagementResource): void {
  store.put('engagementResource', `${engagementId}/${opportunityId}`, {
    Catalog: store.scope.catalog,
    EngagementId: engagementId,
    ResourceType: 'Opportunity',
    ResourceId: opportunityId,
    CreatedBy: store.scope.account.accountId,
  });
}
