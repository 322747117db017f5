import { HIDDEN_MIRROR_COLUMNS, PLAIN_MIRROR_COLUMNS, shownTableSql } from '../../platform/consent/shown-table.ts';
import { tallyTableSql } from '../../platform/consent/tally-table.ts';
import type { MigrationStep } from '../../platform/db/migrate.ts';

/** A bid's lines without what they cost. */
const LINES_WITHOUT_MONEY = `(
  select coalesce(jsonb_agg(
    line || '{"msrp": null, "msrpCurrency": null, "price": null, "priceCurrency": null}' order by place), '[]')
  from jsonb_array_elements(special_bid.lines) with ordinality as each_line (line, place))`;

/**
 * What grants of deals and special bids open below FULL. A line of history keeps its note to itself: it is free text,
 * and says as likely as not what a value was. The reason that the vendor gave for a status is shown with the status.
 */
export const dealConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-deals',
  sql: [
    shownTableSql({
      table: 'deal',
      area: { column: 'area' },
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'area',
        'name',
        'name_search',
        'deal_kind',
        'direction',
        'status',
        'raw_status',
        'raw_sub_status',
        'status_rule',
        'status_exact',
        'status_reason',
        'stage',
        'close_on',
        'customer_name',
        'customer_search',
        'customer_country',
        'customer_website',
        'customer_duns',
        'customer_city',
        'products',
        'vendor_selling',
        'distribution',
        'membership_id',
        'protection_starts_on',
        'protection_ends_on',
        'price_ends_on',
        'extension',
        'extension_deadline',
        'group_key',
        'answer_by',
        'customer_key',
        'website_host',
        'duns_key',
        'number_key',
        'distributor_name',
        'distributor_teller_id',
        'source_distributor_id',
      ],
      hidden: [...HIDDEN_MIRROR_COLUMNS, 'value_amount', 'value_currency'],
      pointsTo: { membership_id: 'MEMBERSHIP' },
    }),
    shownTableSql({
      table: 'deal_event',
      area: { column: 'area' },
      plain: ['id', 'deal_id', 'partner_id', 'vendor_id', 'area', 'at', 'actor', 'kind', 'from_status', 'to_status'],
      hidden: ['note'],
    }),
    shownTableSql({
      table: 'special_bid',
      area: 'SPECIAL_BID',
      plain: [
        ...PLAIN_MIRROR_COLUMNS,
        'number',
        'number_key',
        'version',
        'manufacturer',
        'manufacturer_id',
        'distributor_id',
        'time_zone',
        'customer_name',
        'customer_country',
        'customer_website',
        'customer_duns',
        'customer_city',
        'customer_key',
        'website_host',
        'duns_key',
        'search_text',
        'received_on',
        'expires_on',
        'price_protection_ends_on',
        'approved_quantity',
        'remaining_quantity',
      ],
      hidden: [...HIDDEN_MIRROR_COLUMNS, 'lines'],
      instead: { lines: LINES_WITHOUT_MONEY },
    }),
    tallyTableSql({ table: 'deal', area: { column: 'area' }, status: 'status', kind: 'deal_kind' }),
    tallyTableSql({ table: 'special_bid', area: 'SPECIAL_BID', vendor: 'coalesce(manufacturer_id, vendor_id)' }),
    `
-- The same match as in special_bid_deal, of the bids and deals that are shown.
create view shown.special_bid_deal with (security_invoker = true) as
select bid.id as bid_id, coalesce(by_number.id, by_customer.id) as deal_id
from shown.special_bid bid
left join lateral (
  select deal.id from shown.deal
  where deal.partner_id = bid.partner_id and deal.vendor_id = bid.manufacturer_id and deal.number_key = bid.number_key
  order by deal.deleted_upstream, deal.id
  limit 1
) as by_number on true
left join lateral (
  select (array_agg(deal.id))[1] as id from shown.deal
  where by_number.id is null
    and deal.partner_id = bid.partner_id and deal.vendor_id = bid.manufacturer_id
    and deal.customer_key = bid.customer_key
    and coalesce(deal.customer_country = bid.customer_country, true)
    and not deal.deleted_upstream
    and deal.status not in ('REJECTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED', 'LOST')
  having count(*) = 1
) as by_customer on true;
grant select on shown.special_bid_deal to partnergraph_app;
`,
  ].join(''),
};
