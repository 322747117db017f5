import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { text } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';
import { isGuid } from '../../common/seeded.ts';
import type { Tenant } from '../../tenant.ts';
import { jsonBody } from '../partner-call.ts';
import type { PartnerCall } from '../partner-call.ts';
import { PartnerError, invalidRequest } from '../partner-error.ts';
import { referralsOf } from './access.ts';
import { checkWholeReferral, requireObject } from './check-referral.ts';
import { addMicrosoftSide, targetsMicrosoft } from './microsoft-side.ts';
import { normaliseReferral } from './normalise.ts';
import { referralAnswer } from './referral-answer.ts';
import { READ_ONLY_MEMBERS } from './referral-shape.ts';
import type { ReferralStore } from './referral-store.ts';
import { idOf } from './stored-referral.ts';
import type { StoredReferral } from './stored-referral.ts';
import { stateProblem } from './transitions.ts';

function readBody(call: PartnerCall): JsonObject {
  const body = requireObject(jsonBody(call.request));
  const { links: _links, ...sent } = body;
  const own = Object.fromEntries(Object.entries(sent).filter(([name]) => !READ_ONLY_MEMBERS.includes(name)));
  checkWholeReferral(own);
  const state = { status: text(own, 'status') || 'New', substatus: text(own, 'substatus') || 'Pending' };
  const problem = state.status === 'Closed' ? 'a new referral cannot be Closed' : stateProblem(state);
  if (problem) throw invalidRequest('status', problem);
  return own;
}

/** The tenant's own referrals of the engagement a body names. @throws PartnerError 400 when the tenant has none of it */
function ownOfEngagement(store: ReferralStore, engagementId: string): readonly StoredReferral[] {
  if (engagementId === '') return [];
  const own = isGuid(engagementId) ? store.ofEngagement(engagementId) : [];
  if (own.length === 0) throw invalidRequest('engagementId', `engagement '${engagementId}' was not found`);
  return own;
}

/** A referral of the partner itself: its own side is accepted at once `[PR20 create-a-referral.md]`. */
function ownReferral(tenant: Tenant, body: JsonObject): JsonObject {
  const { stamps } = tenant.referrals;
  const created = stamps.instant();
  return {
    ...normaliseReferral(body),
    id: stamps.guid('referral'),
    engagementId: text(body, 'engagementId') || stamps.guid('engagement'),
    organizationId: tenant.account.organizationId,
    organizationName: tenant.partner.name,
    status: 'Active',
    substatus: 'Accepted',
    direction: 'Outgoing',
    createdDateTime: created,
    updatedDateTime: created,
    expirationDateTime: null,
    acceptedDateTime: created,
    closedDateTime: null,
    eTag: stamps.eTag(),
  };
}

/**
 * `POST /referrals`. A body aimed at Microsoft makes Microsoft's referral of the engagement: beside the partner's own
 * when the engagement is new, alone when it names one that the partner already has (the second step of a co-sell).
 * Nothing is deduplicated: the same body twice makes two referrals.
 */
export function createReferral(call: PartnerCall): SandboxResponse {
  const { tenant } = call.session;
  const store = referralsOf(call.session);
  const body = readBody(call);
  const engagement = ownOfEngagement(store, text(body, 'engagementId'));
  const forMicrosoft = targetsMicrosoft(body);
  if (forMicrosoft && engagement.some((record) => record.owner === 'microsoft')) {
    throw new PartnerError(409, 'invalidRequest', 'The engagement is shared with Microsoft already.', {
      target: 'engagementId',
    });
  }
  if (forMicrosoft && engagement.length > 0)
    return referralAnswer(201, addMicrosoftSide(store, normaliseReferral(body)));

  const document = ownReferral(tenant, body);
  const record = store.insert({ document, owner: 'partner', locked: false });
  call.world.created.add({
    type: 'referral',
    id: idOf(record),
    externalId: text(document, 'externalReferenceId') || null,
    createdAt: new Date(call.world.settings.now()).toISOString(),
    account: tenant.account.tenantId,
  });
  if (forMicrosoft) addMicrosoftSide(store, document);
  return referralAnswer(201, record);
}
