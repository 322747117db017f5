import { auditMigration } from '../../audit/audit-migration.ts';
import { consentMigration } from '../../consent/consent-migration.ts';
import { mirrorConsentMigration } from '../../consent/mirror-consent.ts';
import type { MigrationStep } from '../migrate.ts';
import { holderLinkMigration } from './holder-link.ts';
import { mirrorMigration } from './mirror.ts';
import { quotaMigration } from './quota.ts';
import { routingMigration } from './routing.ts';
import { tenancyMigration } from './tenancy.ts';
import { writesConsentMigration } from '../../writes/consent-migration.ts';
import { ownChangesMigration } from '../../writes/own-changes-migration.ts';
import { writesMigration } from '../../writes/migration.ts';

/** The platform's own steps, before any domain's. */
export const PLATFORM_MIGRATIONS: readonly MigrationStep[] = [
  tenancyMigration,
  mirrorMigration,
  quotaMigration,
  routingMigration,
  writesMigration,
  consentMigration,
  mirrorConsentMigration,
  auditMigration,
  writesConsentMigration,
  ownChangesMigration,
  holderLinkMigration,
];
