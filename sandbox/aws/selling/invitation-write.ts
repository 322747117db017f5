import type { Context, Operations } from '../context.ts';
import { AwsError, refused } from '../errors.ts';
import { textAt, type JsonObject } from '../json.ts';
import { invitationOf, participantOf } from './invitation-read.ts';
import { opportunityFromInvitation } from './referral.ts';
import { startTask } from './tasks.ts';

/** The open invitation to the caller that the request names. @throws AwsError when it is not open, or not to it */
function openInvitation(context: Context, input: JsonObject): JsonObject {
  const record = invitationOf(context, textAt(input, 'Identifier'));
  if (participantOf(context, record) === 'SENDER') {
    const message = 'Only the receiver can answer an invitation.';
    throw refused([{ field: 'Identifier', message, code: 'ACTION_NOT_PERMITTED' }]);
  }
  const status = textAt(record, 'Status');
  if (status !== 'PENDING') throw new AwsError('ConflictException', `The invitation is ${status}.`);
  return record;
}

function answer(context: Context, record: JsonObject, change: JsonObject): void {
  context.store.put('invitation', textAt(record, 'Id'), { ...record, ...change });
}

export const INVITATION_WRITE: Operations = {
  AcceptEngagementInvitation: {
    write: true,
    run: (input, context) => {
      answer(context, openInvitation(context, input), { Status: 'ACCEPTED' });
      return null;
    },
  },
  RejectEngagementInvitation: {
    write: true,
    run: (input, context) => {
      const record = openInvitation(context, input);
      answer(context, record, { Status: 'REJECTED', RejectionReason: input['RejectionReason'] ?? null });
      return null;
    },
  },
  StartEngagementByAcceptingInvitationTask: {
    write: true,
    run: (input, context) => {
      const record = openInvitation(context, input);
      const id = textAt(record, 'Id');
      if (textAt(record, 'PayloadType') !== 'OpportunityInvitation') {
        // A lead is accepted first and turned into an opportunity once it is qualified [L2O].
        const failure = { code: 'InvitationValidationFailed', message: 'The invitation is not to an opportunity.' };
        return startTask(context, 'byInvitationTask', { made: { EngagementInvitationId: id }, failure });
      }
      answer(context, record, { Status: 'ACCEPTED' });
      const made = {
        OpportunityId: opportunityFromInvitation(context, record),
        ResourceSnapshotJobId: context.store.ids.snapshotJob(),
        EngagementInvitationId: id,
      };
      return startTask(context, 'byInvitationTask', { made, failure: null });
    },
  },
};
