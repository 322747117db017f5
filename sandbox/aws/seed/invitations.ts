import { customersOf, type SandboxCustomer } from '../../kernel/customers.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { invitation } from '../build/invitation.ts';
import { opportunityPayload } from '../build/payload.ts';
import { awsPerson } from '../build/person.ts';
import type { JsonObject } from '../json.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { calendarDay, DAY_MS } from '../time.ts';
import { dealCustomer, dealProject, dealSource, industryOf } from './deal.ts';

type Row = readonly [
  payloadType: 'OpportunityInvitation' | 'LeadInvitation',
  status: 'PENDING' | 'REJECTED' | 'EXPIRED',
  daysAgo: number,
];

/** In turns: what was sent, what became of it, and how many days ago it came; it can be accepted for 15 days. */
const ROWS: readonly Row[] = [
  ['OpportunityInvitation', 'PENDING', 2],
  ['LeadInvitation', 'PENDING', 5],
  ['OpportunityInvitation', 'PENDING', 13],
  ['OpportunityInvitation', 'EXPIRED', 40],
  ['OpportunityInvitation', 'REJECTED', 25],
  ['LeadInvitation', 'REJECTED', 60],
];

/** Invitations draw their words from numbers that no seeded deal has. */
const FIRST_NUMBER = 1_000_001;

function leadPayload(customer: SandboxCustomer): JsonObject {
  return {
    Customer: {
      CompanyName: customer.name,
      Industry: industryOf(customer),
      WebsiteUrl: customer.website,
      CountryCode: customer.country,
      AwsMaturity: 'Exploring',
      MarketSegment: 'SMB',
    },
    Interaction: {
      SourceType: 'Event',
      SourceName: 'Cloud day',
      Usecase: 'Storage & Backup',
      ContactBusinessTitle: 'Head of IT',
    },
  };
}

/** An invitation from AWS as it was sent at `start` less some days. */
function received(store: Store, n: number, start: number): JsonObject {
  const { ids, scope } = store;
  const [payloadType, status, daysAgo] = ROWS[(n - 1) % ROWS.length] as Row;
  const source = dealSource(scope, customersOf(scope.seed, scope.partner.index), FIRST_NUMBER + n);
  const project = dealProject(source);
  const record = {
    Customer: dealCustomer(source),
    Project: project,
    LifeCycle: { TargetCloseDate: calendarDay(start + source.random.int(40, 200) * DAY_MS) },
  };
  const lead = payloadType === 'LeadInvitation';
  return invitation(scope, {
    id: ids.invitation(),
    engagementId: ids.engagement(),
    title: lead ? `Lead: ${source.customer.name}` : String(project['Title']),
    message: 'Please have a look & tell us whether you can help.',
    payloadType,
    payload: lead
      ? leadPayload(source.customer)
      : opportunityPayload(record, [awsPerson(source.random, 'AWSSalesRep')]),
    sent: false,
    status,
    invitedAt: start - daysAgo * DAY_MS - source.random.int(0, 80_000_000),
  });
}

/** Fills the store with invitations from AWS that no opportunity was made of. */
export function seedInvitations(store: Store, count: number, start: number): void {
  for (let n = 1; n <= count; n += 1) {
    const record = received(store, n, start);
    store.put('invitation', String(record['Id']), record);
  }
}

/** A new pending invitation from AWS, as the control door makes one. @param now milliseconds since 1970 */
export function newInvitation(store: Store, now: number): JsonObject {
  const { scope } = store;
  const n = 1 + store.all('invitation').length;
  const customers = customersOf(scope.seed, scope.partner.index);
  const source = dealSource(scope, customers, FIRST_NUMBER + FIRST_NUMBER + n);
  const project = dealProject(source);
  const close = calendarDay(now + 90 * DAY_MS);
  const record = { Customer: dealCustomer(source), Project: project, LifeCycle: { TargetCloseDate: close } };
  return invitation(scope, {
    id: store.ids.invitation(),
    engagementId: store.ids.engagement(),
    title: String(project['Title']),
    message: 'Please have a look & tell us whether you can help.',
    payloadType: 'OpportunityInvitation',
    payload: opportunityPayload(record, [awsPerson(new SeededRandom(`${scope.seed}:aws:seller:${n}`), 'AWSSalesRep')]),
    sent: false,
    status: 'PENDING',
    invitedAt: now,
  });
}

/** The invitation that `CreateOpportunity` with the origin "AWS Referral" brings about [DG 59013725580]. */
export function simulatedInvitation(store: Store, record: JsonObject, now: number): JsonObject {
  const scope: Scope = store.scope;
  const sender = awsPerson(new SeededRandom(`${scope.seed}:aws:simulated:${String(record['Id'])}`), 'AWSSalesRep');
  return invitation(scope, {
    id: store.ids.invitation(),
    engagementId: store.ids.engagement(),
    title: String((record['Project'] as JsonObject | undefined)?.['Title'] ?? 'Simulated referral'),
    message: 'Simulated referral',
    payloadType: 'OpportunityInvitation',
    payload: opportunityPayload(record, [sender]),
    sent: false,
    status: 'PENDING',
    invitedAt: now,
  });
}
