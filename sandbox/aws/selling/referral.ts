import { SeededRandom } from '../../kernel/random.ts';
import { awsOpportunity } from '../build/aws-opportunity.ts';
import type { Context } from '../context.ts';
import { at, objectAt, pick, textAt, type JsonObject } from '../json.ts';
import { addToEngagement } from '../store/engagement-resource.ts';
import { ownArn } from '../store/scope.ts';
import { seconds } from '../time.ts';

/** What is read where no postal code was given [CSV]: the invitation did not tell one. */
const NO_POSTAL_CODE = '99999';

function customer(payload: JsonObject): JsonObject {
  const from = objectAt(payload, 'Customer');
  const address: JsonObject = { CountryCode: at(from, 'CountryCode') ?? null, PostalCode: NO_POSTAL_CODE };
  return { Account: { ...pick(from, ['CompanyName', 'Industry', 'WebsiteUrl']), Address: address }, Contacts: [] };
}

function project(payload: JsonObject): JsonObject {
  const from = objectAt(payload, 'Project');
  return {
    ...pick(from, ['Title', 'ExpectedCustomerSpend']),
    CustomerBusinessProblem: textAt(from, 'BusinessProblem'),
  };
}

/**
 * Makes the partner's opportunity out of an accepted invitation from AWS, in its engagement, and AWS's view beside it.
 * @returns the new opportunity's id
 */
export function opportunityFromInvitation(context: Context, invitation: JsonObject): string {
  const { store, now } = context;
  const payload = objectAt(invitation, 'Payload', 'OpportunityInvitation');
  const id = store.ids.opportunity();
  const record: JsonObject = {
    Id: id,
    Arn: ownArn(store.scope, `opportunity/${id}`),
    Catalog: store.scope.catalog,
    CreatedDate: seconds(now),
    LastModifiedDate: seconds(now),
    OpportunityType: 'Net New Business',
    NationalSecurity: 'No',
    PrimaryNeedsFromAws: [],
    Customer: customer(payload),
    Project: project(payload),
    LifeCycle: {
      Stage: 'Prospect',
      ReviewStatus: 'Approved',
      TargetCloseDate: textAt(payload, 'Project', 'TargetCompletionDate'),
      NextStepsHistory: [],
    },
    Marketing: { Source: 'None' },
    RelatedEntityIdentifiers: {},
    OpportunityTeam: [],
  };
  const random = new SeededRandom(`${store.scope.seed}:aws:summary:${id}`);
  const how = { origin: 'AWS Referral', involvement: 'Co-Sell', visibility: 'Full' } as const;
  store.put('opportunity', id, record);
  store.put('awsOpportunity', id, awsOpportunity(record, how, random));
  addToEngagement(store, { engagementId: textAt(invitation, 'EngagementId'), opportunityId: id });
  context.created('opportunity', id, null);
  return id;
}
