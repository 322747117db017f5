import type { MigrationStep } from '../migrate.ts';
import { mirrorMigration } from './mirror.ts';
import { quotaMigration } from './quota.ts';
import { tenancyMigration } from './tenancy.ts';

/** The platform's own steps, before any domain's. */
export const PLATFORM_MIGRATIONS: readonly MigrationStep[] = [tenancyMigration, mirrorMigration, quotaMigration];
