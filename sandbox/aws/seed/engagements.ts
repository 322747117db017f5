import { SeededRandom } from '../../kernel/random.ts';
import { invitation } from '../build/invitation.ts';
import { opportunityPayload } from '../build/payload.ts';
import { awsPerson } from '../build/person.ts';
import { task, type TaskType } from '../build/task.ts';
import { listAt, textAt, type JsonObject } from '../json.ts';
import { addToEngagement } from '../store/engagement-resource.ts';
import type { Store } from '../store/store.ts';
import { instant } from '../time.ts';

const SENT_STATUS: Readonly<Record<string, 'PENDING' | 'ACCEPTED' | 'REJECTED'>> = {
  Approved: 'ACCEPTED',
  Rejected: 'REJECTED',
};

/** In recordings a missing reason came as the text "null" [PM]: one task in this many has it. */
const NULL_TEXT_EVERY = 4;

/**
 * The engagement around an opportunity that AWS knows: the invitation, sent to AWS or received from it, the task that
 * made the one from the other, and the opportunity's place in the engagement.
 */
export function seedEngagement(store: Store, record: JsonObject, how: { referred: boolean; n: number }): void {
  const { ids, scope } = store;
  const startedAt = instant(textAt(record, 'CreatedDate'));
  const opportunityId = textAt(record, 'Id');
  const engagementId = ids.engagement();
  const invitationId = ids.invitation();
  const title = textAt(record, 'Project', 'Title');
  const random = new SeededRandom(`${scope.seed}:aws:engagement:${opportunityId}`);
  const senders = how.referred ? [awsPerson(random, 'AWSSalesRep')] : listAt(record, 'OpportunityTeam');
  const status = how.referred ? 'ACCEPTED' : (SENT_STATUS[textAt(record, 'LifeCycle', 'ReviewStatus')] ?? 'PENDING');
  store.put(
    'invitation',
    invitationId,
    invitation(scope, {
      id: invitationId,
      engagementId,
      title,
      message: 'We would like to work on this together.',
      payloadType: 'OpportunityInvitation',
      payload: opportunityPayload(record, senders),
      sent: !how.referred,
      status,
      invitedAt: startedAt,
    }),
  );
  const type: TaskType = how.referred ? 'byInvitationTask' : 'fromOpportunityTask';
  const engagement: JsonObject = how.referred ? {} : { EngagementId: engagementId };
  const made = {
    OpportunityId: opportunityId,
    ResourceSnapshotJobId: ids.snapshotJob(),
    EngagementInvitationId: invitationId,
    ...engagement,
  };
  const taskId = ids.task();
  const started = task(scope, type, taskId, { startedAt, outcome: { made, failure: null } });
  if (how.n % NULL_TEXT_EVERY === 0) started['ReasonCode'] = 'null';
  store.put(type, taskId, started);
  addToEngagement(store, { engagementId, opportunityId });
}
