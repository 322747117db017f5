import { HIDDEN_MIRROR_COLUMNS, PLAIN_MIRROR_COLUMNS, shownTableSql } from '../../platform/consent/shown-table.ts';
import { tallyTableSql } from '../../platform/consent/tally-table.ts';
import type { MigrationStep } from '../../platform/db/migrate.ts';

/** The columns of sums of money. */
function moneyOf(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name}_amount`, `${name}_currency`]);
}

/** What grants of benefits and funds open below FULL. How many of something are left is no money; a note may tell of it. */
export const benefitConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-benefits',
  sql: [
    shownTableSql({
      table: 'benefit',
      area: { column: 'area' },
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'area',
        'name',
        'name_search',
        'benefit_kind',
        'status',
        'raw_status',
        'membership_id',
        'quantity_total',
        'quantity_used',
        'quantity_remaining',
        'quantity_unit',
        'percent',
        'starts_on',
        'expires_on',
        'claim_by',
      ],
      hidden: [...HIDDEN_MIRROR_COLUMNS, ...moneyOf('allocated', 'used', 'remaining')],
      pointsTo: { membership_id: 'MEMBERSHIP' },
    }),
    shownTableSql({
      table: 'benefit_event',
      area: { column: 'area' },
      plain: ['id', 'benefit_id', 'partner_id', 'vendor_id', 'area', 'at', 'actor', 'from_status', 'to_status'],
      hidden: ['note'],
    }),
    shownTableSql({
      table: 'fund_request',
      area: { column: 'area' },
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'area',
        'benefit_id',
        'activity',
        'status',
        'raw_status',
        'activity_on',
        'claim_by',
      ],
      hidden: [...HIDDEN_MIRROR_COLUMNS, ...moneyOf('requested', 'approved', 'claimed', 'paid')],
    }),
    tallyTableSql({ table: 'benefit', area: { column: 'area' }, status: 'status', kind: 'benefit_kind' }),
  ].join(''),
};
