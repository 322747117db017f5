import { customersOf } from '../../../kernel/customers.ts';
import { SeededRandom } from '../../../kernel/random.ts';
import type { Json, JsonObject } from '../../common/json.ts';
import { seededGuid, seededHex } from '../../common/seeded.ts';
import { SECOND } from '../../common/time.ts';
import { userEmail } from '../../users.ts';
import { microsoftSide } from './microsoft-side.ts';
import { TOPICS, seedCustomer, seedDetails } from './seed-content.ts';
import { dealPlan, isIncoming } from './seed-plan.ts';
import type { DealPlan } from './seed-plan.ts';
import { ageOf, dealTimes, isYoung } from './seed-times.ts';
import type { DealTimes } from './seed-times.ts';
import type { StoredReferral } from './stored-referral.ts';
import { MICROSOFT_NAME, MICROSOFT_ORGANIZATION, MICROSOFT_TARGET } from './vocabulary.ts';

/** Whose referrals to make. */
export interface ReferralSeed {
  readonly seed: number;
  /** The partner's index, from 1. */
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly organizationId: string;
  readonly mpnId: string;
  readonly startedAt: number;
  readonly deals: number;
}

/** One deal on its way to a record. */
interface Draft {
  readonly place: number;
  readonly plan: DealPlan;
  readonly times: DealTimes;
  readonly changedAt: number;
  readonly random: SeededRandom;
}

const eTagOf = (seed: ReferralSeed, ...parts: readonly (string | number)[]): string => {
  const hex = seededHex(seed.seed, 'seed-etag', seed.index, ...parts);
  return `"${hex.slice(0, 8)}-0000-0000-0000-${hex.slice(8, 20)}"`;
};

function teamOf(seed: ReferralSeed, place: number): Json[] {
  const preference = { locale: 'en-us', disableNotifications: false };
  const person = (firstName: string, lastName: string, email: string): JsonObject => ({
    firstName,
    lastName,
    phoneNumber: '+15550111',
    email,
    contactPreference: preference,
  });
  const rep = person('Lin', 'Sample', `rep${1 + (place % 4)}@${seed.domain}`);
  // A Referral User sees a third of the deals.
  return place % 3 === 0 ? [rep, person('Sam', 'Muster', userEmail('referralUser', seed.domain))] : [rep];
}

function targetOf(plan: DealPlan, place: number): Json[] {
  if (plan.kind === 'coSell') return [{ type: 'BusinessProfileLocation', id: MICROSOFT_TARGET }];
  return [{ type: 'SolutionProfile', id: `SOL-${String(10_000 + place)}-AAA` }];
}

function inviteOf(plan: DealPlan, seed: ReferralSeed): JsonObject | null {
  if (plan.kind === 'coSell') {
    return {
      notes: 'Help wanted with the architecture review.',
      invitedBy: { organizationId: seed.organizationId, organizationName: seed.name },
      assistanceRequestCode: 'CustomerTechnicalArchitecture',
    };
  }
  if (plan.kind !== 'invited') return null;
  return {
    notes: 'The customer asked for a local partner.',
    invitedBy: { organizationId: MICROSOFT_ORGANIZATION, organizationName: MICROSOFT_NAME },
    assistanceRequestCode: 'GeneralOrOther',
  };
}

function qualificationOf({ kind }: DealPlan, place: number): string {
  if (kind !== 'lead') return 'SalesQualified';
  return place % 2 === 0 ? 'Direct' : 'MarketingQualified';
}

function consentOf({ kind }: DealPlan): JsonObject {
  return {
    consentToToShareInfoWithOthers: kind !== 'private',
    consentToContact: true,
    consentToShareReferralWithMicrosoftSellers: kind !== 'private' && kind !== 'lead',
  };
}

function documentOf(seed: ReferralSeed, draft: Draft): JsonObject {
  const { place, plan, times, random } = draft;
  const customers = customersOf(seed.seed, seed.index);
  const customer = customers[place % customers.length];
  const topic = random.pick(TOPICS);
  const shared = plan.kind === 'coSell' || plan.kind === 'invited';
  const open = plan.status !== 'Closed';
  return {
    id: seededGuid(seed.seed, 'seed-referral', seed.index, place),
    engagementId: seededGuid(seed.seed, 'seed-engagement', seed.index, place),
    organizationId: seed.organizationId,
    organizationName: seed.name,
    name: `${topic[0]} for ${customer?.name ?? 'a customer'}`,
    externalReferenceId: isIncoming(plan) ? null : `CRM-${String(1000 + place).padStart(6, '0')}`,
    createdDateTime: times.created,
    updatedDateTime: times.updated,
    expirationDateTime: times.expiration,
    acceptedDateTime: times.accepted,
    closedDateTime: times.closed,
    status: plan.status,
    substatus: plan.substatus,
    statusReason: plan.substatus === 'Lost' ? 'LostToCompetitor' : null,
    type: shared ? 'Shared' : 'Independent',
    qualification: qualificationOf(plan, place),
    direction: isIncoming(plan) ? 'Incoming' : 'Outgoing',
    eTag: eTagOf(seed, place),
    target: targetOf(plan, place),
    customerProfile: customer ? seedCustomer(customer, random) : null,
    consent: consentOf(plan),
    details: seedDetails({ place, changedAt: draft.changedAt, open, topic }, random),
    team: teamOf(seed, place),
    inviteContext: inviteOf(plan, seed),
    // Members that only captured samples show come with some records, so that readers must be lenient.
    ...(place % 4 === 0 ? { mpnId: seed.mpnId, referralSource: 'Api', salesStage: '100' } : {}),
    ...(plan.substatus === 'Won' ? { registrationStatus: 'ReviewPending', registrations: [] } : {}),
  };
}

/** Microsoft's answers to the older co-sell deals, in turn. */
const ANSWERS = ['Active/Accepted', 'Closed/Declined', 'Active/Accepted', 'Closed/Expired'] as const;

/** Microsoft's side of a seeded co-sell: unanswered for the young ones. */
function microsoftSideOf(seed: ReferralSeed, draft: Draft, document: JsonObject): StoredReferral {
  const { place, times } = draft;
  const side = microsoftSide(document, {
    id: seededGuid(seed.seed, 'seed-microsoft', seed.index, place),
    eTag: eTagOf(seed, 'microsoft', place),
    instant: times.created,
  });
  if (isYoung(seed.startedAt - draft.changedAt)) return side;
  const [status = '', substatus = ''] = (ANSWERS[place % ANSWERS.length] ?? '').split('/');
  side.document = { ...side.document, status, substatus, updatedDateTime: times.updated };
  return side;
}

/**
 * The seeded referrals of a partner, youngest change first: every state, direction and kind of deal, and Microsoft's
 * side of the co-sells. Changes are spread over ten months before the start; every 17th falls into the same instant
 * as its neighbour.
 */
export function seedReferrals(seed: ReferralSeed): StoredReferral[] {
  const records: StoredReferral[] = [];
  const places = { young: 0, old: 0 };
  let previous: number | null = null;
  let updated = '';
  for (let place = 0; place < seed.deals; place += 1) {
    const random = new SeededRandom(`${seed.seed}:microsoft:deal:${seed.index}:${place}`);
    const age = ageOf(place, seed.deals);
    const young = isYoung(age);
    const plan = dealPlan(young, young ? places.young++ : places.old++, seed.index);
    const tied: boolean = place % 17 === 16 && previous !== null && plan.substatus !== 'Expired';
    const changedAt: number =
      tied && previous !== null ? previous : Math.floor(seed.startedAt - age - random.int(0, 59) * SECOND);
    const times = dealTimes(plan, { at: changedAt, young }, random);
    if (!tied) updated = times.updated;
    const draft: Draft = { place, plan, times: { ...times, updated }, changedAt, random };
    const document = documentOf(seed, draft);
    records.push({ document, owner: 'partner', locked: false });
    if (plan.kind === 'coSell') records.push(microsoftSideOf(seed, draft, document));
    previous = changedAt;
  }
  return records;
}
