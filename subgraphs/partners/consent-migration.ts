import { HIDDEN_MIRROR_COLUMNS, PLAIN_MIRROR_COLUMNS, shownTableSql } from '../../platform/consent/shown-table.ts';
import { tallyTableSql } from '../../platform/consent/tally-table.ts';
import type { MigrationStep } from '../../platform/db/migrate.ts';

/** A person is named by vendors, so a grant of the certifications of any of them opens it. */
const namedIn = (grants: string): string => `exists (
  select from unnest(vendors || vendor_id) as told (vendor_id)
  where (person.partner_id, told.vendor_id, 'CERTIFICATION') in (select grantor_id, vendor_id, area from ${grants}))`;

/** What grants open of firms' profiles and people below FULL: all of it, as there is no money in it, or how many there are. */
export const partnerConsentMigration: MigrationStep = {
  id: '2026-11-23.80-consent-partners',
  sql: [
    shownTableSql({
      table: 'partner_profile',
      area: 'MEMBERSHIP',
      plain: [...PLAIN_MIRROR_COLUMNS, 'legal_name', 'countries', 'industries', 'services'],
      hidden: HIDDEN_MIRROR_COLUMNS,
    }),
    shownTableSql({
      table: 'partner_identifier',
      area: 'MEMBERSHIP',
      plain: ['profile_id', 'partner_id', 'vendor_id', 'scheme', 'value', 'verified_at'],
    }),
    shownTableSql({
      table: 'person',
      area: 'CERTIFICATION',
      plain: [
        'id',
        'partner_id',
        'vendor_id',
        'vendors',
        'connection_id',
        'holder_key',
        'name',
        'email',
        'title',
        'active',
      ],
    }),
    `create policy shown_by_vendors on person for select to partnergraph_shown using (${namedIn('shown_grant')});\n`,
    // A listed partner's standing is open to all by a policy that asks these tables.
    'grant select on partner, alliance, listed_vendor to partnergraph_shown;\n',
    shownTableSql({
      table: 'partner_standing',
      area: 'MEMBERSHIP',
      plain: ['partner_id', 'vendor_id', 'tier_key'],
      openedOtherwise: true,
    }),
    tallyTableSql({
      table: 'person',
      area: 'CERTIFICATION',
      counted: `(${namedIn('counted_grant')} and not ${namedIn('shown_grant')})`,
    }),
  ].join(''),
};
