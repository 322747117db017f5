import type { MigrationStep } from '../db/migrate.ts';
import { shownTableSql } from './shown-table.ts';

/**
 * The platform's own tables. A vendor's payload is not among them: nobody knows where in it there is money. Which fields
 * a change was of is not told either, since the name of one may say that a price went.
 */
export const mirrorConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-mirror',
  sql: [
    shownTableSql({
      table: 'connection_feed',
      area: { column: 'area' },
      plain: [
        'connection_id',
        'partner_id',
        'vendor_id',
        'feed',
        'area',
        'last_attempt_at',
        'last_success_at',
        'last_full_at',
        'failure_code',
        'failure_message',
        'retry_at',
      ],
      hidden: ['watermark', 'resume', 'resume_run', 'resume_full'],
    }),
    shownTableSql({
      table: 'change',
      area: { column: 'area' },
      plain: ['seq', 'xid', 'partner_id', 'vendor_id', 'area', 'kind', 'node_id', 'action', 'at'],
      hidden: ['fields'],
      instead: { fields: "'{}'::text[]" },
    }),
  ].join(''),
};
