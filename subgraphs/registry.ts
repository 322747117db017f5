import type { SubgraphModule } from '../platform/graph/define-subgraph.ts';
import { benefitsModule } from './benefits/index.ts';
import { certificationsModule } from './certifications/index.ts';
import { connectionsModule } from './connections/index.ts';
import { dealsModule } from './deals/index.ts';
import { partnersModule } from './partners/index.ts';
import { programsModule } from './programs/index.ts';

/** Every subgraph, one line each. A test holds this list against the folders. */
export const ALL_SUBGRAPHS: readonly SubgraphModule[] = [
  partnersModule,
  programsModule,
  certificationsModule,
  benefitsModule,
  dealsModule,
  connectionsModule,
];
