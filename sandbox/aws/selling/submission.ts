import { SeededRandom } from '../../kernel/random.ts';
import { awsOpportunity } from '../build/aws-opportunity.ts';
import { invitation } from '../build/invitation.ts';
import { opportunityPayload } from '../build/payload.ts';
import type { Context } from '../context.ts';
import type { Problem } from '../errors.ts';
import { listAt, merge, textAt, type JsonObject } from '../json.ts';
import { addToEngagement } from '../store/engagement-resource.ts';
import { submissionProblems } from './mandatory.ts';
import { reviewStatus, saveOpportunity } from './opportunity.ts';

/** What the partner asks of AWS for an opportunity. */
export interface Submission {
  /** `Co-Sell` or `For Visibility Only`. */
  readonly involvement: string;
  /** `Full` or `Limited`. */
  readonly visibility: string;
}

/** @param from the request, or its member AwsSubmission */
export function submissionIn(from: JsonObject): Submission {
  return { involvement: textAt(from, 'InvolvementType'), visibility: textAt(from, 'Visibility') || 'Full' };
}

/** Why the opportunity cannot be submitted; none when it can. */
export function obstacles(record: JsonObject, submission: Submission): Problem[] {
  if (reviewStatus(record) !== 'Pending Submission') {
    const message = `The opportunity is ${reviewStatus(record)}; only one that is Pending Submission can be submitted.`;
    return [{ field: 'LifeCycle.ReviewStatus', message, code: 'INVALID_RESOURCE_STATE' }];
  }
  return submissionProblems(record, submission.involvement === 'Co-Sell');
}

/** Hands the opportunity to AWS: it becomes Submitted, and AWS gets a view of its own. */
export function submit(context: Context, record: JsonObject, submission: Submission): void {
  const { store, now } = context;
  const id = String(record['Id']);
  const submitted = merge(record, { LifeCycle: { ReviewStatus: 'Submitted' } }) as JsonObject;
  const saved = saveOpportunity(context, submitted);
  const random = new SeededRandom(`${store.scope.seed}:aws:summary:${id}`);
  store.put('awsOpportunity', id, awsOpportunity(saved, { origin: 'Partner Referral', ...submission }, random));
  store.submittedAt.set(id, now);
}

/** Puts an opportunity into an engagement of its own and invites AWS to it. @returns the ids of what was made */
export function inviteAws(context: Context, record: JsonObject): JsonObject {
  const { store, now } = context;
  const engagementId = store.ids.engagement();
  const invitationId = store.ids.invitation();
  store.put(
    'invitation',
    invitationId,
    invitation(store.scope, {
      id: invitationId,
      engagementId,
      title: textAt(record, 'Project', 'Title'),
      message: 'Invitation to work on this opportunity.',
      payloadType: 'OpportunityInvitation',
      payload: opportunityPayload(record, listAt(record, 'OpportunityTeam').slice(0, 3)),
      sent: true,
      status: 'PENDING',
      invitedAt: now,
    }),
  );
  addToEngagement(store, { engagementId, opportunityId: textAt(record, 'Id') });
  return {
    ResourceSnapshotJobId: store.ids.snapshotJob(),
    EngagementId: engagementId,
    EngagementInvitationId: invitationId,
  };
}
