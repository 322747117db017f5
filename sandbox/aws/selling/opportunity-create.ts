import type { Context, Operations } from '../context.ts';
import { refused } from '../errors.ts';
import { objectAt, pick, textAt, withoutNulls, type Json, type JsonObject } from '../json.ts';
import { simulatedInvitation } from '../seed/invitations.ts';
import { ownArn } from '../store/scope.ts';
import { seconds } from '../time.ts';
import { AWS_OWNED, UPDATABLE } from './edit-matrix.ts';
import { fieldProblems } from './field-rules.ts';
import { normalized } from './normalize.ts';

const NO_RELATED_ENTITIES = {
  Solutions: [],
  AwsProducts: [],
  AwsMarketplaceOffers: [],
  AwsMarketplaceOfferSets: [],
  AwsMarketplaceSolutions: [],
  AwsMarketplaceProducts: [],
};

function lifeCycle(input: JsonObject, now: number): JsonObject {
  const given: JsonObject = { ...objectAt(input, 'LifeCycle') };
  for (const member of AWS_OWNED) delete given[member];
  const steps = textAt(given, 'NextSteps');
  const history: Json[] = steps ? [{ Time: seconds(now), Value: steps }] : [];
  return { ...given, ReviewStatus: 'Pending Submission', NextStepsHistory: history };
}

function newOpportunity(context: Context, input: JsonObject): JsonObject {
  const { scope, ids } = context.store;
  const id = ids.opportunity();
  const now = seconds(context.now);
  return normalized({
    NationalSecurity: 'No',
    ...pick(withoutNulls(input), [...UPDATABLE, 'OpportunityTeam']),
    Id: id,
    Arn: ownArn(scope, `opportunity/${id}`),
    Catalog: scope.catalog,
    CreatedDate: now,
    LastModifiedDate: now,
    LifeCycle: lifeCycle(withoutNulls(input), context.now),
    RelatedEntityIdentifiers: NO_RELATED_ENTITIES,
  });
}

/** In the catalogue Sandbox a created "AWS Referral" becomes an invitation to the same account [DG 59013725580]. */
function simulateReferral(context: Context, record: JsonObject): void {
  const { store } = context;
  const invitation = simulatedInvitation(store, record, context.now);
  store.put('invitation', String(invitation['Id']), invitation);
}

export const OPPORTUNITY_CREATE: Operations = {
  CreateOpportunity: {
    write: true,
    run: (input, context) => {
      const { store } = context;
      const referred = textAt(input, 'Origin') === 'AWS Referral';
      if (referred && store.scope.catalog === 'AWS') {
        const message = 'The origin must be Partner Referral in the catalogue AWS.';
        throw refused([{ field: 'Origin', message, code: 'INVALID_VALUE' }]);
      }
      const problems = fieldProblems({ record: input, before: null, now: context.now });
      if (problems.length > 0) throw refused(problems);
      const record = newOpportunity(context, input);
      const id = String(record['Id']);
      store.put('opportunity', id, record);
      context.created('opportunity', id, textAt(record, 'PartnerOpportunityIdentifier') || null);
      if (referred) simulateReferral(context, record);
      return pick(record, ['Id', 'PartnerOpportunityIdentifier', 'LastModifiedDate']);
    },
  },
};
