import type { JsonValue } from '../../../../platform/records/json.ts';
import type { StoredCall, WriteProgress } from '../../../../platform/vendor/write-contract.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { task } from '../../wire/selling.ts';
import { memberAt, type JsonObject } from '../json-path.ts';
import { taskProgress } from '../progress.ts';
import type { WriteOperation } from './operations.ts';

/** What a success is read from. */
export interface Answered {
  readonly call: StoredCall;
  /** Members of the body that was sent. */
  readonly sent: JsonObject;
  readonly answer: JsonValue;
  readonly now: Date;
}

/** What a success has reached; null for an answer that doesn't tell what it must. */
type ReadAnswer = (answered: Answered) => WriteProgress | null;

const made: ReadAnswer = ({ answer }) => {
  const id = memberAt(answer, 'Id');
  return typeof id === 'string' && id !== '' ? { remoteId: id } : null;
};

/** What each operation tells by succeeding: the id of what it made, or that what was sent now holds. */
export const READ_ANSWER: Readonly<Record<WriteOperation, ReadAnswer>> = {
  CreateOpportunity: made,
  CreateBenefitApplication: made,
  AssociateOpportunity: ({ sent }) => tie(sent, 'tied'),
  DisassociateOpportunity: ({ sent }) => tie(sent, 'untied'),
  UpdateOpportunity: ({ sent, answer }) => ({
    ...recordOf(sent, 'Identifier'),
    updated: memberAt(answer, 'LastModifiedDate') ?? true,
  }),
  StartEngagementFromOpportunityTask: (answered) => withTask(answered, recordOf(answered.sent, 'Identifier')),
  StartEngagementByAcceptingInvitationTask: (answered) => withTask(answered, {}),
  AcceptEngagementInvitation: () => ({ accepted: true }),
  RejectEngagementInvitation: () => ({ rejected: true }),
  SubmitBenefitApplication: ({ sent }) => ({ ...recordOf(sent, 'Identifier'), submitted: true }),
};

/** A task that has failed was started all the same: what then is for the plan to say. */
function withTask({ call, answer, now }: Answered, progress: WriteProgress): WriteProgress | null {
  const read = check(task, answer);
  if ('fault' in read || read.value.TaskStatus === null) return null;
  return { ...progress, ...taskProgress(read.value, triesOf(call.step), now) };
}

/** `submit` is the first try, `submit-2` the second. */
export function triesOf(step: string): number {
  const number = Number(/-(\d+)$/.exec(step)?.[1] ?? 1);
  return Number.isSafeInteger(number) ? number : 1;
}

function recordOf(sent: JsonObject, member: string): WriteProgress {
  const id = sent[member];
  return typeof id === 'string' ? { remoteId: id } : {};
}

function tie(sent: JsonObject, word: 'tied' | 'untied'): WriteProgress {
  const key = `${String(sent['RelatedEntityType'])}/${String(sent['RelatedEntityIdentifier'])}`;
  return { ...recordOf(sent, 'OpportunityIdentifier'), [key]: word };
}
