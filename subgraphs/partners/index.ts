import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { AllianceMutations } from './alliance-mutations.ts';
import { allianceMigration } from './alliance-migration.ts';
import { alliancesById } from './alliance-store.ts';
import { Alliance } from './alliance-types.ts';
import { AllianceFields, ContributionFields, PartnerAlliances, toAlliance } from './alliances.ts';
import { AuditFields, AuditQueries, loadAuditEntry } from './audit.ts';
import { AuditEntry } from './audit-types.ts';
import { partnerConsentMigration } from './consent-migration.ts';
import { GrantMutations } from './grant-mutations.ts';
import { partnerProfileIngest, personIngest } from './ingest.ts';
import { ListingMutations, PartnerListingField, ViewerListing } from './listing.ts';
import { listingMigration } from './listing-migration.ts';
import { partnerMigrations } from './migrations.ts';
import { GrantFields, loadPartner, PartnerFields, PartnerQueries, PersonFields } from './resolvers.ts';
import { grantsById, peopleById } from './store.ts';
import { toGrant, toPerson } from './to-node.ts';
import { AccessGrant, Partner, Person } from './types.ts';

export { distributorsByName, type NamedPartner } from './distributor-names.ts';
export { saveStandings, type Standing } from './standing.ts';
export { agreedResellers } from './agreed-resellers.ts';
export { bearersOf, ownNumbers, partnersByNumber, type BorneNumber, type FirmNumber } from './numbers.ts';

/** Who: firms, their people, and what they let each other see. */
export const partnersModule: SubgraphModule = {
  name: 'partners',
  resolvers: [
    PartnerQueries,
    PartnerFields,
    PersonFields,
    GrantFields,
    GrantMutations,
    PartnerAlliances,
    AllianceFields,
    ContributionFields,
    AllianceMutations,
    ListingMutations,
    ViewerListing,
    PartnerListingField,
    AuditQueries,
    AuditFields,
  ],
  types: [Partner, Person, AccessGrant, Alliance, AuditEntry],
  references: {
    Partner: ({ id }, context) => loadPartner(context, rowIdOf('Partner', id)),
    Person: async ({ id }, context) => {
      const row = await loadRow(context, 'people by id', rowIdOf('Person', id), peopleById);
      return row && toPerson(context, row);
    },
    AccessGrant: async ({ id }, context) => {
      const row = await loadRow(context, 'grants by id', rowIdOf('AccessGrant', id), grantsById);
      return row && toGrant(row);
    },
    Alliance: async ({ id }, context) => {
      const row = await loadRow(context, 'alliances by id', rowIdOf('Alliance', id), alliancesById);
      return row && toAlliance(row);
    },
    AuditEntry: ({ id }, context) => loadAuditEntry(context, id),
  },
  migrations: [...partnerMigrations, allianceMigration, listingMigration, partnerConsentMigration],
};

/** All that this room takes in. */
export const partnerIngests = [partnerProfileIngest, personIngest] as const;
