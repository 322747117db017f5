import { Arg, Args, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, vendorListTypeOf } from '../../platform/graph/list-types.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { loadPartnerPage } from '../../platform/graph/partner-list.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { loadCountOf, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { rowIdOf, rowIdsOf } from '../../platform/ids/node-id.ts';
import {
  certificationsOfHolders,
  countCertifications,
  countCertificationsByPartner,
  findCertifications,
  findFirstOfPartners,
} from './store.ts';
import { toCertification } from './to-node.ts';
import { Certification, CertificationArguments, CertificationFilter } from './types.ts';

export const CertificationList = vendorListTypeOf('Certification', () => Certification);

function noticesOf(context: GraphContext, filter: CertificationFilter): ReturnType<typeof noticesFor> {
  return noticesFor(context, {
    areas: ['CERTIFICATION'],
    vendors: filter.vendor ?? null,
    partners: filter.partner ? rowIdsOf('Partner', filter.partner) : null,
  });
}

/** How many certifications a partner's people have, batched over the partners that are asked with the same filter. */
function loadCount(context: GraphContext, partnerId: string, filter: CertificationFilter): Promise<number> {
  return loadCountOf(context, `certification count ${JSON.stringify(filter)}`, partnerId, (trx, partners) =>
    countCertificationsByPartner(trx, filter, partners),
  );
}

@Resolver()
export class CertificationQueries {
  @Query(() => CertificationList.Connection)
  certifications(
    @Ctx() context: GraphContext,
    @Args(() => CertificationArguments) asked: CertificationArguments,
  ): object {
    assertScope(context, 'programs:read');
    const { sort, first, after } = asked;
    checkFirst(first);
    const filter = asked.filter ?? {};
    const binding = { tenant: context.viewer.partnerId, list: 'certifications', query: { filter, sort } };
    const request = { first, after, binding, cursors: context.services.cursors };
    return CertificationList.of({
      page: async () => {
        const page = await context.db.read((trx) => findCertifications(trx, filter, sort ?? [], request));
        return mapPage(page, toCertification);
      },
      totalCount: () => context.db.read((trx) => countCertifications(trx, filter)),
      notices: () => noticesOf(context, filter),
    });
  }
}

/** What this subgraph adds to a partner. */
@ObjectType('Partner')
@Directive('@key(fields: "id")')
export class PartnerCertifications {
  @Field(() => ID)
  id!: string;

  @Field(() => CertificationList.Connection)
  certifications(
    @Ctx() context: GraphContext,
    @Arg('filter', () => CertificationFilter, { nullable: true }) filter: CertificationFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    assertScope(context, 'programs:read');
    checkFirst(first);
    const partnerId = rowIdOf('Partner', this.id) ?? '';
    const own: CertificationFilter = { ...filter, partner: [this.id] };
    return CertificationList.of({
      page: async () => {
        const page = await loadPartnerPage(context, partnerId, {
          name: 'partner certifications',
          query: { filter },
          first,
          after: after ?? null,
          readOne: (_id, request) => context.db.read((trx) => findCertifications(trx, own, [], request)),
          readFirst: (owners, requestOf) =>
            context.db.read((trx) => findFirstOfPartners(trx, filter ?? {}, { owners, requestOf })),
        });
        return mapPage(page, toCertification);
      },
      totalCount: () => loadCount(context, partnerId, filter ?? {}),
      notices: () => noticesOf(context, own),
    });
  }
}

/** What this subgraph adds to a person. */
@ObjectType('Person')
@Directive('@key(fields: "id")')
export class PersonCertifications {
  @Field(() => ID)
  id!: string;

  @Field(() => [Certification])
  async certifications(@Ctx() context: GraphContext): Promise<Certification[]> {
    assertScope(context, 'programs:read');
    const rows = await loadRowsOf(context, 'certifications of people', rowIdOf('Person', this.id) ?? '', {
      all: certificationsOfHolders,
      ownerOf: (row) => row.shown_holder_id,
    });
    return rows.map(toCertification);
  }
}
