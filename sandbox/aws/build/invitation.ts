import type { Json, JsonObject } from '../json.ts';
import { sharedArn, type Scope } from '../store/scope.ts';
import { DAY_MS, nanoseconds } from '../time.ts';

/** `SenderAwsAccountId` of AWS itself, as recorded in production [PM]. */
export const AWS_ACCOUNT = 'aws';

/** Days an invitation can be accepted [M-sel][DG 58607770252]. */
const VALID_DAYS = 15;
const MAX_TITLE = 40;

/** What differs between invitations. */
export interface InvitationParts {
  readonly id: string;
  readonly engagementId: string;
  readonly title: string;
  readonly message: string;
  readonly payloadType: 'OpportunityInvitation' | 'LeadInvitation';
  readonly payload: Json;
  /** True when the account sends it to AWS, false when AWS sends it to the account. */
  readonly sent: boolean;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED';
  /** Milliseconds since 1970. */
  readonly invitedAt: number;
}

/** An engagement invitation in the wire form of GetEngagementInvitation, without nulls. */
export function invitation(scope: Scope, parts: InvitationParts): JsonObject {
  const { accountId } = scope.account;
  const { name } = scope.partner;
  const rejected: JsonObject = parts.status === 'REJECTED' ? { RejectionReason: 'Unable to support' } : {};
  return {
    Arn: sharedArn(scope, `engagement-invitation/${parts.id}`),
    Id: parts.id,
    Catalog: scope.catalog,
    PayloadType: parts.payloadType,
    EngagementId: parts.engagementId,
    EngagementTitle: parts.title.slice(0, MAX_TITLE),
    EngagementDescription: `Joint work on ${parts.title}`,
    Status: parts.status,
    InvitationDate: nanoseconds(parts.invitedAt),
    ExpirationDate: nanoseconds(parts.invitedAt + VALID_DAYS * DAY_MS),
    SenderAwsAccountId: parts.sent ? accountId : AWS_ACCOUNT,
    SenderCompanyName: parts.sent ? name : 'AWS',
    Receiver: { Account: parts.sent ? { AwsAccountId: AWS_ACCOUNT } : { Alias: name, AwsAccountId: accountId } },
    Payload: { [parts.payloadType]: parts.payload },
    InvitationMessage: parts.message,
    ExistingMembers: [{ CompanyName: parts.sent ? name : 'AWS', WebsiteUrl: 'https://aws.example' }],
    ...rejected,
  };
}
