import { merge, textAt, type JsonObject } from '../json.ts';
import type { Store } from '../store/store.ts';

const INVITATION_STATUS: Readonly<Record<string, string>> = { Approved: 'ACCEPTED', Rejected: 'REJECTED' };

/** The invitation with which an opportunity was sent to AWS, if it was. */
function sentInvitation(store: Store, opportunityId: string): JsonObject | undefined {
  const task = store
    .all('fromOpportunityTask')
    .find((each) => textAt(each, 'OpportunityId') === opportunityId && textAt(each, 'EngagementInvitationId'));
  return task && store.get('invitation', textAt(task, 'EngagementInvitationId'));
}

/** What follows from a decision of the review: the invitation to AWS is accepted or rejected [DG 58720148958]. */
export function afterReview(store: Store, record: JsonObject): void {
  const id = String(record['Id']);
  const status = INVITATION_STATUS[textAt(record, 'LifeCycle', 'ReviewStatus')];
  store.submittedAt.delete(id);
  const invitation = sentInvitation(store, id);
  if (!status || !invitation) return;
  store.put('invitation', textAt(invitation, 'Id'), merge(invitation, { Status: status }) as JsonObject);
}
