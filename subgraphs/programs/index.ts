import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { parseNodeId, rowIdOf } from '../../platform/ids/node-id.ts';
import { programOfId, tierOfId } from './catalog.ts';
import { ProgramFields, VendorFields, VendorQueries } from './catalog-resolvers.ts';
import { Program, Tier, Vendor } from './catalog-types.ts';
import { CertificationPlanQueries } from './exams/resolvers.ts';
import { loadMembership } from './loaders.ts';
import { programConsentMigration } from './consent-migration.ts';
import { programMigrations } from './migrations.ts';
import { TierPlanQueries, TierPlanResultFields } from './plan/resolvers.ts';
import { MembershipProgressFields } from './progress/resolvers.ts';
import { MembershipFields, MembershipQueries, partnerReference, PartnerMemberships } from './resolvers.ts';
import { BenefitRiskOwner, benefitRiskReference } from './risk-owner.ts';
import { ProgramRulesMutations } from './rules/mutations.ts';
import { ProgramRulesFields, TierRulesFields } from './rules/resolvers.ts';
import { ReportMutations } from './standing/report-mutations.ts';
import { toMembership, toProgram, toTier, toVendor } from './to-node.ts';
import { Membership } from './types.ts';
import { certificationReference, CertificationStanding } from './uses/types.ts';

export { linkDistributors, namedDistributors, type DistributorNumber, type KnownDistributor } from './distributors.ts';
export { membershipIngest, programIngests } from './ingest.ts';
export { resellersToLink } from './named-distributors.ts';
export { dropTenantRules, saveTenantRules, type TenantRulesFile } from './rules/tenant-rules.ts';
export { programDistributors, type ProgramDistributor } from './program-distributors.ts';
export { programStandings, type ProgramFinder, type ProgramStanding } from './standings.ts';
export { certificationFactIngest, wonDealFactIngest } from './standing/ingests.ts';
export { saveReportedNumber, type ReportedNumber } from './standing/reports.ts';

/** Standing: vendors, their programs and tiers, and who stands where in them. */
export const programsModule: SubgraphModule = {
  name: 'programs',
  resolvers: [
    VendorQueries,
    VendorFields,
    ProgramFields,
    ProgramRulesFields,
    TierRulesFields,
    MembershipQueries,
    MembershipFields,
    MembershipProgressFields,
    TierPlanQueries,
    TierPlanResultFields,
    CertificationPlanQueries,
    ProgramRulesMutations,
    ReportMutations,
  ],
  types: [Vendor, Program, Tier, Membership, PartnerMemberships, CertificationStanding, BenefitRiskOwner],
  references: {
    Partner: partnerReference,
    Certification: certificationReference,
    BenefitRisk: benefitRiskReference,
    // Without a scope: every record of every domain names its vendor. A vendor that has left the registry is shown by
    // its code, or the records that name it could not be shown at all.
    Vendor: async ({ id }) => (parseNodeId(id)?.kind === 'Vendor' ? toVendor(id) : null),
    Program: async ({ id }, context) => {
      assertScope(context, 'programs:read');
      const program = programOfId(context.services.vendors, id);
      return program && toProgram(program);
    },
    Tier: async ({ id }, context) => {
      assertScope(context, 'programs:read');
      const tier = tierOfId(context.services.vendors, id);
      return tier && toTier(tier);
    },
    Membership: async ({ id }, context) => {
      assertScope(context, 'programs:read');
      const row = await loadMembership(context, rowIdOf('Membership', id));
      return row && toMembership(context.services.vendors, row);
    },
  },
  migrations: [...programMigrations, programConsentMigration],
};
