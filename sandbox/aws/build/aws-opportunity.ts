import type { SeededRandom } from '../../kernel/random.ts';
import { listAt, objectAt, pick, textAt, type JsonObject } from '../json.ts';
import { awsPerson } from './person.ts';

/** How an opportunity came to AWS. */
export interface AwsInvolvement {
  readonly origin: 'AWS Referral' | 'Partner Referral';
  /** `Co-Sell` or `For Visibility Only`. */
  readonly involvement: string;
  /** `Full` or `Limited`. */
  readonly visibility: string;
}

/** The last value is not among the documented ones [M-sel CosellMotion]: readers must stand new ones. */
const COSELL_MOTIONS = ['AWS Field-engaged', 'Agent-engaged', 'Partner-led', 'Specialist-led'];
const TRENDS = ['Improving', 'Declining', 'No Change', 'Volatile'];
const NEW_VALUE_CHANCE = 0.1;
/** A stage that is not in the model's list. */
const NEW_STAGE = 'Solution Validation';
const NEW_STAGE_CHANCE = 0.04;

const STAGES: Readonly<Record<string, string>> = {
  Prospect: 'Prospect',
  Qualified: 'Qualified',
  'Technical Validation': 'Technical Validation',
  'Business Validation': 'Business Validation',
  Committed: 'Committed',
  Launched: 'Launched',
  'Closed Lost': 'Closed Lost',
};

function knownOrNew(random: SeededRandom, values: readonly string[]): string {
  if (random.chance(NEW_VALUE_CHANCE)) return values.at(-1) ?? '';
  return random.pick(values.slice(0, -1));
}

function insights(random: SeededRandom): JsonObject {
  const recommendations: JsonObject[] = [
    { Type: 'OpportunityQuality', Details: 'Name the decision maker.', Attributes: { Field: 'Customer.Contacts' } },
    { Type: 'SpecialistRecommendation', Details: 'Ask for a storage specialist.' },
  ];
  return {
    NextBestActions: 'Agree on a date for the review & send the sizing.',
    EngagementScore: random.pick(['High', 'Medium', 'Low']),
    OpportunityQuality: { Score: random.int(20, 100), Trend: knownOrNew(random, TRENDS) },
    Recommendations: recommendations.slice(0, random.int(0, 2)),
  };
}

/**
 * AWS's own view of an opportunity, in the wire form of GetAwsOpportunitySummary.
 * @param record the partner's view, in the wire form of GetOpportunity
 */
export function awsOpportunity(record: JsonObject, how: AwsInvolvement, random: SeededRandom): JsonObject {
  const stage = STAGES[textAt(record, 'LifeCycle', 'Stage')] ?? 'Not Started';
  const coSell = how.involvement === 'Co-Sell';
  const lost: JsonObject = stage === 'Closed Lost' ? { ClosedLostReason: 'No Response' } : {};
  return {
    Catalog: record['Catalog'] ?? null,
    RelatedOpportunityId: record['Id'] ?? null,
    Origin: how.origin,
    InvolvementType: how.involvement,
    Visibility: how.visibility,
    LifeCycle: {
      TargetCloseDate: objectAt(record, 'LifeCycle')['TargetCloseDate'] ?? null,
      Stage: random.chance(NEW_STAGE_CHANCE) ? NEW_STAGE : stage,
      NextSteps: 'Seller meets the customer',
      NextStepsHistory: [],
      ...lost,
    },
    OpportunityTeam: coSell ? [awsPerson(random, 'AWSSalesRep'), awsPerson(random, 'PDM')] : [],
    Insights: insights(random),
    RelatedEntityIds: pick(objectAt(record, 'RelatedEntityIdentifiers'), ['AwsProducts', 'Solutions']),
    Customer: { Contacts: [...listAt(record, 'Customer', 'Contacts')] },
    Project: pick(objectAt(record, 'Project'), ['ExpectedCustomerSpend', 'AwsPartition']),
    CosellMotion: coSell ? knownOrNew(random, COSELL_MOTIONS) : 'Partner-led',
  };
}
