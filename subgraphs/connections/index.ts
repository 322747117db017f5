import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import {
  AccessGrantRef,
  AllianceRef,
  AuditEntryRef,
  BenefitRef,
  CertificationRef,
  DealEventRef,
  DealRef,
  FundRequestRef,
  MembershipRef,
  OpportunityRef,
  PartnerRef,
  PersonRef,
  ProgramRef,
  SpecialBidRef,
  TierRef,
  VendorRef,
} from '../../platform/graph/refs.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { loadFileImport } from './imports/loaders.ts';
import { FileImportFields, ImportMutations } from './imports/resolvers.ts';
import { FileImport } from './imports/types.ts';
import { loadConnection, loadRun } from './loaders.ts';
import { connectionMigrations } from './migrations.ts';
import { ConnectionFields, ConnectionMutations, ConnectionQueries } from './resolvers.ts';
import { Connection, SyncRun } from './types.ts';

/** The plumbing that the user can see: connections, runs, files that were sent in, the change feed, and any node by its id. */
export const connectionsModule: SubgraphModule = {
  name: 'connections',
  resolvers: [ConnectionQueries, ConnectionMutations, ConnectionFields, ImportMutations, FileImportFields],
  types: [
    Connection,
    SyncRun,
    FileImport,
    VendorRef,
    PartnerRef,
    PersonRef,
    AllianceRef,
    AuditEntryRef,
    AccessGrantRef,
    ProgramRef,
    TierRef,
    MembershipRef,
    CertificationRef,
    BenefitRef,
    FundRequestRef,
    DealRef,
    OpportunityRef,
    DealEventRef,
    SpecialBidRef,
  ],
  references: {
    Connection: async ({ id }, context) => {
      assertScope(context, 'connections:read');
      return loadConnection(context, rowIdOf('Connection', id));
    },
    SyncRun: async ({ id }, context) => {
      assertScope(context, 'connections:read');
      return loadRun(context, rowIdOf('SyncRun', id));
    },
    FileImport: ({ id }, context) => loadFileImport(context, rowIdOf('FileImport', id)),
  },
  migrations: connectionMigrations,
};
