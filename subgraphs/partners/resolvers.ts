import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, plainListTypeOf, vendorListTypeOf } from '../../platform/graph/list-types.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { loadPartnerPage } from '../../platform/graph/partner-list.ts';
import { loadCountOf, loadRow, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import {
  countPartners,
  countPeople,
  findFirstPeople,
  findPartners,
  findPeople,
  grantsOf,
  identifiersOf,
  partnersById,
  type PartnerCircle,
} from './store.ts';
import { toGrant, toIdentifier, toPartner, toPerson } from './to-node.ts';
import { AccessGrant, ExternalIdentifier, Partner, PartnerFilter, Person } from './types.ts';

export const PartnerList = vendorListTypeOf('Partner', () => Partner);
export const PersonList = plainListTypeOf('Person', () => Person);

/** A partner by its row id; null when the viewer can't see it. */
export async function loadPartner(context: GraphContext, rowId: string | null): Promise<Partner | null> {
  const row = await loadRow(context, 'partners by id', rowId, partnersById);
  return row && toPartner(row);
}

interface PartnerListArguments {
  readonly circle: PartnerCircle;
  readonly filter: PartnerFilter | null;
  readonly first: number;
  readonly after: string | null;
}

function partnerList(context: GraphContext, { circle, filter, first, after }: PartnerListArguments): object {
  checkFirst(first);
  const asked = filter ?? {};
  const binding = { tenant: context.viewer.partnerId, list: `partners ${circle}`, query: { filter } };
  const request = { first, after, binding, cursors: context.services.cursors };
  return PartnerList.of({
    page: async () => mapPage(await context.db.read((trx) => findPartners(trx, circle, asked, request)), toPartner),
    totalCount: () => context.db.read((trx) => countPartners(trx, circle, asked)),
    notices: () => noticesFor(context, { areas: ['MEMBERSHIP'], vendors: asked.vendor ?? null, partners: null }),
  });
}

@ObjectType({ description: 'The caller: a person or a service, acting for one partner.' })
export class Viewer {
  @Field(() => String)
  subject!: string;
  @Field(() => [String])
  scopes!: string[];

  @Field(() => Partner)
  partner(@Ctx() context: GraphContext): Promise<Partner | null> {
    return loadPartner(context, context.viewer.partnerId);
  }

  @Field(() => PartnerList.Connection, {
    description:
      "Partners that let the caller's partner see something: a distributor's resellers. One row a partner, live grants only.",
  })
  resellers(
    @Ctx() context: GraphContext,
    @Arg('filter', () => PartnerFilter, { nullable: true }) filter: PartnerFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    return partnerList(context, { circle: 'granted', filter, first, after });
  }
}

/** Who asks, as the graph shows it. */
export function viewerOf(context: GraphContext): Viewer {
  const { subject, scopes } = context.viewer;
  return Object.assign(new Viewer(), { subject, scopes: [...scopes].toSorted() });
}

@Resolver()
export class PartnerQueries {
  @Query(() => Viewer)
  viewer(@Ctx() context: GraphContext): Viewer {
    return viewerOf(context);
  }

  @Query(() => Partner, { nullable: true })
  partner(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<Partner | null> {
    return loadPartner(context, rowIdOf('Partner', id));
  }

  @Query(() => PartnerList.Connection, {
    description:
      'Partners that can be found: those who granted the caller something, and those who agreed to be listed.',
  })
  partners(
    @Ctx() context: GraphContext,
    @Arg('filter', () => PartnerFilter, { nullable: true }) filter: PartnerFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    return partnerList(context, { circle: 'findable', filter, first, after });
  }
}

@Resolver(() => Partner)
export class PartnerFields {
  @FieldResolver(() => [ExternalIdentifier], {
    description:
      "The firm's numbers at vendors, distributors and registries (DUNS, MPN, AWS account, Cisco BE GEO ID, …).",
  })
  async identifiers(@Ctx() context: GraphContext, @Root() partner: Partner): Promise<ExternalIdentifier[]> {
    const rows = await loadRowsOf(context, 'partner identifiers', partner.rowId, {
      all: identifiersOf,
      ownerOf: (row) => row.partner_id,
    });
    return rows.map(toIdentifier);
  }

  @FieldResolver(() => PersonList.Connection)
  people(
    @Ctx() context: GraphContext,
    @Root() partner: Partner,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    checkFirst(first);
    return PersonList.of({
      page: async () => {
        const page = await loadPartnerPage(context, partner.rowId, {
          name: 'people',
          query: null,
          first,
          after: after ?? null,
          readOne: (id, request) => context.db.read((trx) => findPeople(trx, id, request)),
          readFirst: (owners, requestOf) => context.db.read((trx) => findFirstPeople(trx, { owners, requestOf })),
        });
        return mapPage(page, (row) => toPerson(context, row));
      },
      totalCount: () => loadCountOf(context, 'people count', partner.rowId, countPeople),
    });
  }

  @FieldResolver(() => [AccessGrant], {
    description:
      'Grants that this partner gave (to the partner itself) or that the caller holds on it, latest first: at most 200, those that count before others.',
  })
  async grants(@Ctx() context: GraphContext, @Root() partner: Partner): Promise<AccessGrant[]> {
    const rows = await loadRowsOf(context, 'grants by grantor', partner.rowId, {
      all: grantsOf,
      ownerOf: (row) => row.grantor_id,
    });
    return rows.map(toGrant);
  }
}

@Resolver(() => Person)
export class PersonFields {
  @FieldResolver(() => Partner)
  partner(@Ctx() context: GraphContext, @Root() person: Person): Promise<Partner | null> {
    return loadPartner(context, person.partnerRowId);
  }
}

@Resolver(() => AccessGrant)
export class GrantFields {
  @FieldResolver(() => Partner)
  grantor(@Ctx() context: GraphContext, @Root() grant: AccessGrant): Promise<Partner | null> {
    return loadPartner(context, grant.grantorRowId);
  }

  @FieldResolver(() => Partner)
  grantee(@Ctx() context: GraphContext, @Root() grant: AccessGrant): Promise<Partner | null> {
    return loadPartner(context, grant.granteeRowId);
  }
}
