import { HIDDEN_MIRROR_COLUMNS, PLAIN_MIRROR_COLUMNS, shownTableSql } from '../../platform/consent/shown-table.ts';
import { tallyTableSql } from '../../platform/consent/tally-table.ts';
import type { MigrationStep } from '../../platform/db/migrate.ts';

/** What grants of certifications open below FULL: all of it, as there is no money in it, or how many there are. */
export const certificationConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-certifications',
  sql: [
    shownTableSql({
      table: 'certification',
      area: 'CERTIFICATION',
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'name',
        'name_search',
        'code',
        'level',
        'purpose',
        'issued_on',
        'expires_on',
        'revoked',
        'verify_url',
        'holder_id',
      ],
      hidden: HIDDEN_MIRROR_COLUMNS,
    }),
    tallyTableSql({
      table: 'certification',
      area: 'CERTIFICATION',
      // As the list's filter reads it; a test holds the two against each other.
      status: `case
        when revoked then 'REVOKED'
        when expires_on is null then 'ACTIVE'
        when expires_on < app_today() then 'EXPIRED'
        when expires_on <= app_today() + 90 then 'EXPIRING'
        else 'ACTIVE' end`,
    }),
  ].join(''),
};
