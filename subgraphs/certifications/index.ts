import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { certificationIngest } from './ingest.ts';
import { certificationConsentMigration } from './consent-migration.ts';
import { HolderMutations } from './link-holder.ts';
import { certificationMigrations } from './migrations.ts';
import { CertificationQueries, PartnerCertifications, PersonCertifications } from './resolvers.ts';
import { certificationsById } from './store.ts';
import { toCertification } from './to-node.ts';
import { Certification } from './types.ts';

/** Who can do what, until when. */
export const certificationsModule: SubgraphModule = {
  name: 'certifications',
  resolvers: [CertificationQueries, HolderMutations],
  types: [Certification, PartnerCertifications, PersonCertifications],
  references: {
    Partner: async ({ id }) =>
      rowIdOf('Partner', id) === null ? null : Object.assign(new PartnerCertifications(), { id }),
    Person: async ({ id }) =>
      rowIdOf('Person', id) === null ? null : Object.assign(new PersonCertifications(), { id }),
    Certification: async ({ id }, context) => {
      assertScope(context, 'programs:read');
      const row = await loadRow(context, 'certifications by id', rowIdOf('Certification', id), certificationsById);
      return row && toCertification(row);
    },
  },
  migrations: [...certificationMigrations, certificationConsentMigration],
};

/** All that this room takes in. */
export const certificationIngests = [certificationIngest] as const;
