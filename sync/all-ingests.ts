import { benefitIngests } from '../subgraphs/benefits/index.ts';
import { certificationIngests } from '../subgraphs/certifications/index.ts';
import { dealIngests } from '../subgraphs/deals/index.ts';
import { partnerIngests } from '../subgraphs/partners/index.ts';
import { programIngests } from '../subgraphs/programs/index.ts';
import type { Ingest } from '../platform/ingest/ingest.ts';
import { createIngestTable, type IngestTable } from './pull/ingests.ts';

/** What every domain takes in. People come before the certifications that name them. */
export const ALL_INGESTS: IngestTable = createIngestTable([
  ...partnerIngests,
  ...programIngests,
  ...certificationIngests,
  ...benefitIngests,
  ...dealIngests,
] as ReadonlyArray<Ingest>);
