import { customersOf } from '../../kernel/customers.ts';
import type { SeededRandom } from '../../kernel/random.ts';
import { awsOpportunity } from '../build/aws-opportunity.ts';
import { person } from '../build/person.ts';
import type { JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { calendarDay, DAY_MS, seconds } from '../time.ts';
import {
  dealCustomer,
  dealMarketing,
  dealNeeds,
  dealProducts,
  dealProject,
  dealSource,
  type DealSource,
} from './deal.ts';
import { NEXT_STEPS } from './deal-words.ts';
import { seedEngagement } from './engagements.ts';
import { lifeOf, type Life } from './lives.ts';

const HOUR_MS = DAY_MS / 24;

/** When a deal was made, last changed, and is expected to close. */
interface Dates {
  readonly created: number;
  readonly modified: number;
  readonly close: number;
}

/** @param start the time that all seeded records lie around, in milliseconds since 1970 */
function datesOf(random: SeededRandom, life: Life, start: number): Dates {
  const created = start - random.int(10 * 24, 400 * 24) * HOUR_MS - random.int(0, 3_599_999);
  // A third of the deals changed within the last fortnight, so that an incremental pull finds some.
  const age = random.chance(1 / 3)
    ? Math.floor(random.next() * 14 * DAY_MS)
    : Math.floor(random.next() * (start - created));
  const closed = life.stage === 'Launched' || life.stage === 'Closed Lost';
  const days = closed ? random.int(-200, -1) : random.int(5, 270);
  return { created, modified: Math.max(created, start - age), close: start + days * DAY_MS };
}

const REVIEW_WORDS: Readonly<Partial<Record<Life['review'], JsonObject>>> = {
  'Action Required': {
    ReviewComments: "Please add the customer's street & confirm the monthly amount.",
    ReviewStatusReason: 'Incomplete customer details',
  },
  Rejected: { ReviewComments: 'Another partner registered this project first.', ReviewStatusReason: 'Duplicate' },
};

function lifeCycle(random: SeededRandom, life: Life, dates: Dates): JsonObject {
  const step = random.pick(NEXT_STEPS);
  const lost: JsonObject = life.stage === 'Closed Lost' ? { ClosedLostReason: 'Delay / Cancellation of Project' } : {};
  return {
    Stage: life.stage,
    ReviewStatus: life.review,
    TargetCloseDate: calendarDay(dates.close),
    NextSteps: step,
    NextStepsHistory: [{ Time: seconds(dates.created), Value: step }],
    ...lost,
    ...REVIEW_WORDS[life.review],
  };
}

function relatedEntities(store: Store, project: JsonObject, life: Life): JsonObject {
  const solutions = store.all('solution').filter((solution) => solution['Status'] === 'Active');
  // A draft that has no solution yet cannot be submitted: some of the pending ones are such.
  const solution = life.stage === 'Prospect' && life.review === 'Pending Submission' ? undefined : solutions[0];
  return {
    Solutions: solution ? [solution['Id'] ?? null] : [],
    AwsProducts: [...dealProducts(project)],
    AwsMarketplaceOffers: [],
    AwsMarketplaceOfferSets: [],
    AwsMarketplaceSolutions: [],
    AwsMarketplaceProducts: [],
  };
}

function opportunity(store: Store, source: DealSource, start: number): JsonObject {
  const { scope, n, random } = source;
  const life = lifeOf(n);
  const dates = datesOf(random, life, start);
  const project = dealProject(source);
  const id = store.ids.opportunity();
  const referred = life.origin === 'AWS Referral';
  return {
    Id: id,
    Arn: ownArn(scope, `opportunity/${id}`),
    Catalog: scope.catalog,
    CreatedDate: seconds(dates.created),
    LastModifiedDate: seconds(dates.modified),
    OpportunityType: random.pick(['Net New Business', 'Net New Business', 'Expansion']),
    NationalSecurity: 'No',
    PrimaryNeedsFromAws: dealNeeds(source),
    Customer: dealCustomer(source),
    Project: project,
    LifeCycle: lifeCycle(random, life, dates),
    Marketing: dealMarketing(source),
    RelatedEntityIdentifiers: relatedEntities(store, project, life),
    OpportunityTeam: [person(random, scope.partner.domain, 'PartnerAccountManager')],
    ...(referred ? {} : { PartnerOpportunityIdentifier: `CRM-${scope.partner.index}-${String(n).padStart(5, '0')}` }),
  };
}

/**
 * Fills the store with opportunities over all stages and review statuses, and with what belongs to those that AWS
 * knows: its own view, the engagement's invitation and task.
 * @param start the time that all dates lie around, in milliseconds since 1970
 */
export function seedOpportunities(store: Store, count: number, start: number): void {
  const customers = customersOf(store.scope.seed, store.scope.partner.index);
  for (let n = 1; n <= count; n += 1) {
    const source = dealSource(store.scope, customers, n);
    const record = opportunity(store, source, start);
    const id = String(record['Id']);
    const life = lifeOf(n);
    store.put('opportunity', id, record);
    if (life.review === 'Pending Submission') continue;
    const coSell = source.random.chance(0.8);
    const involvement = coSell ? 'Co-Sell' : 'For Visibility Only';
    const how = { origin: life.origin, involvement, visibility: 'Full' };
    store.put('awsOpportunity', id, awsOpportunity(record, how, source.random));
    seedEngagement(store, record, { referred: life.origin === 'AWS Referral', n });
  }
}
