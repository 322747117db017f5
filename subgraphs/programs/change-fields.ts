import type { ChangeFields } from '../../platform/graph/change-fields.ts';
import type { MembershipTable } from './migrations.ts';

/** The graph's fields of a membership by column. */
export const MEMBERSHIP_FIELDS: ChangeFields<MembershipTable> = {
  program: 'program',
  portfolio: 'portfolio',
  tier: 'tier',
  tier_since: 'tierSince',
  review_on: 'reviewOn',
  manager_name: 'accountManager',
  manager_email: 'accountManager',
  manager_title: 'accountManager',
  specializations: 'specializations',
  distribution: 'distribution',
  // A distributor is shown once its number has been found, whatever the vendor calls it.
  distributor_scheme: null,
  distributor_value: null,
  distributor_name: null,
  distributor_id: 'distributor',
};
