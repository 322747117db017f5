import type { GraphContext } from '../../platform/graph/context.ts';
import { loadRow, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { criteriaOf } from './criteria.ts';
import {
  changesOfMemberships,
  membershipsById,
  membershipsOfPartners,
  type MembershipChangeRow,
  type MembershipRow,
} from './store.ts';

/** One membership, batched over the request; null when the viewer can't see it. */
export function loadMembership(context: GraphContext, id: string | null): Promise<MembershipRow | null> {
  return loadRow(context, 'memberships by id', id, (trx, ids) =>
    membershipsById(trx, criteriaOf(context.services.vendors, null), ids),
  );
}

/** A partner's memberships, batched over the partners of the request that ask for the same vendors. */
export function loadMembershipsOfPartner(
  context: GraphContext,
  partnerId: string,
  vendors: readonly string[] | null,
): Promise<readonly MembershipRow[]> {
  const criteria = criteriaOf(context.services.vendors, vendors === null ? null : { vendor: [...vendors] });
  return loadRowsOf(context, `memberships of partners ${JSON.stringify(vendors)}`, partnerId, {
    all: (trx, partners) => membershipsOfPartners(trx, criteria, partners),
    ownerOf: (row) => row.partner_id,
  });
}

/** A membership's moves between tiers, newest first, batched over the request. */
export function loadMembershipHistory(
  context: GraphContext,
  membershipId: string,
): Promise<readonly MembershipChangeRow[]> {
  return loadRowsOf(context, 'membership history', membershipId, {
    all: changesOfMemberships,
    ownerOf: (row) => row.membership_id,
  });
}
