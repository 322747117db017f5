import { Arg, Ctx, Directive, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, vendorListTypeOf } from '../../platform/graph/list-types.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import type { SourceNotice } from '../../platform/graph/shared-types.ts';
import { sourceNotice } from '../../platform/graph/source-notice.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { criteriaOf, type MembershipCriteria } from './criteria.ts';
import { loadMembershipHistory, loadMembershipsOfPartner } from './loaders.ts';
import { countMemberships, countUnknown, findMemberships } from './store.ts';
import { toMembership, toMembershipChange } from './to-node.ts';
import { Membership, MembershipChange, MembershipFilter } from './types.ts';

export const MembershipList = vendorListTypeOf('Membership', () => Membership);

function leftOut(vendor: string, name: string, count: number): SourceNotice {
  const what = count === 1 ? 'One membership is' : `${count} memberships are`;
  return sourceNotice(vendor, 'NOT_SUPPORTED', `${what} left out: in a program of ${name} that is not known here.`);
}

async function noticesOf(context: GraphContext, criteria: MembershipCriteria): Promise<readonly SourceNotice[]> {
  const { vendors } = context.services;
  const notices = await noticesFor(context, {
    areas: ['MEMBERSHIP', 'TIER'],
    vendors: criteria.vendors ?? null,
    partners: criteria.partners ?? null,
  });
  const unknown = await context.db.read((trx) => countUnknown(trx, criteria));
  return [...notices, ...unknown.map((row) => leftOut(row.vendor_id, vendors.nameOf(row.vendor_id), row.count))];
}

@Resolver()
export class MembershipQueries {
  @Query(() => MembershipList.Connection)
  memberships(
    @Ctx() context: GraphContext,
    @Arg('filter', () => MembershipFilter, { nullable: true }) filter: MembershipFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    assertScope(context, 'programs:read');
    checkFirst(first);
    const { cursors, vendors } = context.services;
    const criteria = criteriaOf(vendors, filter);
    const binding = { tenant: context.viewer.partnerId, list: 'memberships', query: { filter } };
    return MembershipList.of({
      page: async () => {
        const request = { first, after, binding, cursors };
        const page = await context.db.read((trx) => findMemberships(trx, criteria, request));
        return mapPage(page, (row) => toMembership(vendors, row));
      },
      totalCount: () => context.db.read((trx) => countMemberships(trx, criteria)),
      notices: () => noticesOf(context, criteria),
    });
  }
}

@Resolver(() => Membership)
export class MembershipFields {
  @FieldResolver(() => [MembershipChange])
  async history(@Ctx() context: GraphContext, @Root() membership: Membership): Promise<MembershipChange[]> {
    const rows = await loadMembershipHistory(context, membership.mirror.id);
    return rows.map((row) => toMembershipChange(membership, row));
  }
}

/** What this subgraph adds to a partner. */
@ObjectType('Partner')
@Directive('@key(fields: "id")')
export class PartnerMemberships {
  @Field(() => ID)
  id!: string;

  @Field(() => [Membership])
  async memberships(
    @Ctx() context: GraphContext,
    @Arg('vendor', () => [ID], { nullable: true }) vendor: string[] | null,
  ): Promise<Membership[]> {
    assertScope(context, 'programs:read');
    const rows = await loadMembershipsOfPartner(context, rowIdOf('Partner', this.id) ?? '', vendor ?? null);
    return rows.map((row) => toMembership(context.services.vendors, row));
  }
}

/** A partner as this subgraph knows it: its id. Whose memberships are seen is decided where they are read. */
export async function partnerReference(reference: { id: string }): Promise<PartnerMemberships | null> {
  const uuid = rowIdOf('Partner', reference.id);
  return uuid === null ? null : Object.assign(new PartnerMemberships(), { id: toNodeId('Partner', uuid) });
}
