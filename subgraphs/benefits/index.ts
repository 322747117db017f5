import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { FundRequest } from './fund-request-type.ts';
import { loadBenefit, loadFundRequest } from './loaders.ts';
import { benefitConsentMigration } from './consent-migration.ts';
import { benefitMigrations } from './migrations.ts';
import { BenefitRiskQueries } from './risk.ts';
import { BenefitFields, BenefitQueries, FundRequestFields, partnerReference, PartnerBenefits } from './resolvers.ts';
import { toBenefit, toFundRequest } from './to-node.ts';
import { Benefit } from './types.ts';
import { fundsByHandMigration, ownFundRequestMigration } from './writes/migration.ts';
import { FundMutations, OwnFundRequestFields } from './writes/mutations.ts';

export { fundWriteTarget } from './writes/target.ts';
export { benefitIngest, benefitIngests, fundRequestIngest } from './ingest.ts';

/** Value: what memberships entitle a partner to, and the funds it has asked for. */
export const benefitsModule: SubgraphModule = {
  name: 'benefits',
  resolvers: [
    BenefitQueries,
    BenefitRiskQueries,
    BenefitFields,
    FundRequestFields,
    OwnFundRequestFields,
    FundMutations,
  ],
  types: [Benefit, FundRequest, PartnerBenefits],
  references: {
    Partner: partnerReference,
    Benefit: async ({ id }, context) => {
      assertScope(context, 'benefits:read');
      const row = await loadBenefit(context, rowIdOf('Benefit', id));
      return row && toBenefit(row);
    },
    FundRequest: async ({ id }, context) => {
      assertScope(context, 'benefits:read');
      const row = await loadFundRequest(context, rowIdOf('FundRequest', id));
      return row && toFundRequest(row);
    },
  },
  migrations: [...benefitMigrations, benefitConsentMigration, ownFundRequestMigration, fundsByHandMigration],
};
