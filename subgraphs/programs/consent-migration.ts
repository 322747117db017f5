import { HIDDEN_MIRROR_COLUMNS, PLAIN_MIRROR_COLUMNS, shownTableSql } from '../../platform/consent/shown-table.ts';
import { tallyTableSql } from '../../platform/consent/tally-table.ts';
import type { MigrationStep } from '../../platform/db/migrate.ts';

/**
 * What grants of memberships, and of what they are measured by, open below FULL. What a partner reports of itself is a
 * number that may be revenue, so without money it is not told; nor is what a won deal brought.
 */
export const programConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-programs',
  sql: [
    shownTableSql({
      table: 'membership',
      area: 'MEMBERSHIP',
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'program',
        'portfolio',
        'tier',
        'tier_since',
        'review_on',
        'manager_name',
        'manager_email',
        'manager_title',
        'specializations',
        'distribution',
        'distributor_scheme',
        'distributor_value',
        'distributor_name',
        'distributor_id',
      ],
      hidden: HIDDEN_MIRROR_COLUMNS,
    }),
    shownTableSql({
      table: 'membership_change',
      area: 'MEMBERSHIP',
      plain: ['id', 'membership_id', 'partner_id', 'vendor_id', 'at', 'from_tier', 'to_tier'],
    }),
    shownTableSql({
      table: 'standing_fact',
      area: { column: 'area' },
      plain: [
        'id',
        'partner_id',
        'connection_id',
        'vendor_id',
        'area',
        'feed',
        'remote_id',
        'kind',
        'code',
        'name',
        'level',
        'person_id',
        'from_date',
        'to_date',
        'counts',
      ],
      hidden: ['seen_run', 'amount', 'currency'],
    }),
    shownTableSql({
      table: 'standing_report',
      area: { column: 'area' },
      plain: ['partner_id', 'vendor_id', 'area', 'program', 'portfolio', 'key', 'from_date', 'created_at'],
      hidden: ['amount', 'source'],
    }),
    tallyTableSql({ table: 'membership', area: 'MEMBERSHIP', kind: "(vendor_id || '/' || program)" }),
  ].join(''),
};
