import { PLATFORM_MIGRATIONS } from '../platform/db/migrations/index.ts';
import type { MigrationStep } from '../platform/db/migrate.ts';
import { ALL_SUBGRAPHS } from './registry.ts';

/** Every step of the database, the platform's first. */
export const ALL_MIGRATIONS: readonly MigrationStep[] = [
  ...PLATFORM_MIGRATIONS,
  ...ALL_SUBGRAPHS.flatMap((subgraph) => subgraph.migrations),
];
