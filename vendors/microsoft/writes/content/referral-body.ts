import type { JsonValue } from '../../../../platform/records/json.ts';
import type { DealKind } from '../../../../platform/records/vocabulary.ts';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
import { connectedIdOf } from '../../referrals/microsofts-side.ts';
import { isBlank } from '../form/check-value.ts';
import { valueAt, withValue } from './pointer.ts';
import { wantsOf } from './wants.ts';

/** Who a referral is for [PR22 referral-resources.md]. */
const MICROSOFT: JsonValue = [{ type: 'BusinessProfileLocation', id: 'msft' }];

function solutionTarget(content: DealContent): JsonValue {
  const id = valueAt(content, '/vendorFields/solutionId');
  return isBlank(id) ? [] : [{ type: 'SolutionProfile', id: String(id).trim() }];
}

/** `Shared` is worked on together with Microsoft; which type a partner-led deal carries is not documented. */
export function typeOf(kind: DealKind): string {
  return kind === 'CO_SELL' ? 'Shared' : 'Independent';
}

/**
 * The body that makes a deal at Microsoft: one of the partner's own (`Independent`), or the partner's side of one that is
 * shared with Microsoft. The status is that of the documented sample; the service accepts the creator's own side at once
 * [PR20 create-a-referral.md].
 */
export function referralBody(content: DealContent, externalId: string): Record<string, JsonValue> {
  const head: JsonValue = {
    externalReferenceId: externalId,
    type: typeOf(content.dealKind),
    qualification: 'SalesQualified',
    status: 'New',
    substatus: 'Pending',
    target: solutionTarget(content),
  };
  const { wants } = wantsOf(content, null);
  return wants.reduce<JsonValue>((body, want) => withValue(body, want.wire, want.value), head) as Record<
    string,
    JsonValue
  >;
}

/** What of the partner's own referral ties Microsoft's to it. */
export interface Engagement {
  readonly engagementId: string;
  readonly organizationId: string | null;
}

/**
 * The body that invites Microsoft: a referral for it in the same engagement [PR20 create-a-referral.md], under an
 * external id of its own, so that neither is taken for the other.
 */
export function invitationBody(content: DealContent, externalId: string, engagement: Engagement): JsonValue {
  const notes = valueAt(content, '/vendorFields/inviteNotes') ?? content.description;
  const assistance = valueAt(content, '/vendorFields/assistance');
  const { engagementId, organizationId } = engagement;
  return {
    ...referralBody(content, connectedIdOf(externalId)),
    engagementId,
    target: MICROSOFT,
    inviteContext: {
      ...(isBlank(notes) ? {} : { notes }),
      ...(isBlank(assistance) ? {} : { assistanceRequestCode: assistance }),
      ...(organizationId === null ? {} : { invitedBy: { organizationId } }),
    },
  };
}
