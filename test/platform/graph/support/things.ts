import { sql } from 'kysely';
import { Args, ArgsType, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { MirrorColumns } from '../../../../platform/db/tenant-table.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql } from '../../../../platform/db/tenant-table.ts';
import type { ReadTransaction } from '../../../../platform/db/request-db.ts';
import type { GraphContext } from '../../../../platform/graph/context.ts';
import type { SubgraphModule } from '../../../../platform/graph/define-subgraph.ts';
import { mapPage, vendorListTypeOf } from '../../../../platform/graph/list-types.ts';
import { Node } from '../../../../platform/graph/node.ts';
import { noticesFor } from '../../../../platform/graph/notices.ts';
import { fetchPage, type Page } from '../../../../platform/graph/paging.ts';
import { PartnerRef, VendorRef } from '../../../../platform/graph/refs.ts';
import { Money, moneyOf, Sourced } from '../../../../platform/graph/shared-types.ts';
import { rowIdOf, rowIdsOf, toNodeId } from '../../../../platform/ids/node-id.ts';
import { createMirrorIngest } from '../../../../platform/ingest/mirror-ingest.ts';
import type { CertificationRecord } from '../../../../platform/records/records.ts';

type ThingRow = MirrorColumns & { name: string; price: string | null; currency: string | null };

@ObjectType({ implements: [Node, Sourced] })
@Directive('@key(fields: "id")')
export class Thing extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Money, { nullable: true })
  price!: Money | null;
}

function toThing(row: ThingRow): Thing {
  const { name } = row;
  return Object.assign(new Thing(), {
    mirror: row,
    id: toNodeId('Certification', row.id),
    name,
    price: moneyOf(row.price, row.currency),
  });
}

const ThingList = vendorListTypeOf('Thing', () => Thing);

@ArgsType()
class ThingArguments {
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}

function things(trx: ReadTransaction) {
  return trx.selectFrom(sql<ThingRow>`thing`.as('thing')).selectAll('thing');
}

@Resolver()
export class ThingQueries {
  @Query(() => ThingList.Connection)
  things(@Ctx() context: GraphContext, @Args(() => ThingArguments) asked: ThingArguments): object {
    const { first, after } = asked;
    const binding = { tenant: context.viewer.partnerId, list: 'things', query: null };
    const request = { first, after, binding, cursors: context.services.cursors };
    const paged = {
      sorts: [{ expression: sql`thing.name`, type: 'text', direction: 'ASC' }] as const,
      id: sql`thing.id`,
    };
    return ThingList.of({
      page: () =>
        context.db.read(async (trx) => {
          const page = await fetchPage({ ...paged, query: things(trx) as never }, request);
          return mapPage(page as Page<ThingRow>, toThing);
        }),
      totalCount: () =>
        context.db.read(async (trx) => {
          const { rows } = await sql<{ count: number }>`select count(*) from thing`.execute(trx);
          return rows[0]?.count ?? 0;
        }),
      notices: () =>
        noticesFor(context, {
          areas: ['CERTIFICATION'],
          vendors: asked.vendor ?? null,
          partners: asked.partner ? rowIdsOf('Partner', asked.partner) : null,
        }),
    });
  }
}

/** A room as small as a room can be: one table, one list, one entity. What the kit promises is tried on it. */
export const thingsModule: SubgraphModule = {
  name: 'things',
  resolvers: [ThingQueries],
  types: [Thing, VendorRef, PartnerRef],
  references: {
    Thing: async ({ id }, context) => {
      const rowId = rowIdOf('Certification', id);
      const rows = await context.db.read((trx) =>
        things(trx)
          .where('thing.id', '=', rowId ?? '')
          .execute(),
      );
      return rows[0] ? toThing(rows[0]) : null;
    },
  },
  migrations: [
    {
      id: '2026-11-23.90-things',
      sql: `create table thing (${MIRROR_COLUMNS_SQL}, name text not null, price numeric, currency text);
        ${tenantTableSql('thing', 'CERTIFICATION')}`,
    },
  ],
};

/** A thing as a record: its name; in `code` its price, in `level` the currency of it. */
export function thingRecord(told: Partial<CertificationRecord> = {}): CertificationRecord {
  return {
    kind: 'certification',
    remoteId: 'T-1',
    remoteUrl: 'https://portal.example/T-1',
    remoteVersion: '"7"',
    remoteUpdatedAt: '2026-06-01T08:00:00.000Z',
    name: 'A thing',
    code: null,
    level: null,
    purpose: 'UNKNOWN',
    issuedOn: null,
    expiresOn: null,
    revoked: false,
    verifyUrl: null,
    holder: { key: 'k', name: null, email: null },
    ...told,
  };
}

export const thingIngest = createMirrorIngest<CertificationRecord>({
  kind: 'certification',
  table: 'thing',
  changeKind: 'CERTIFICATION',
  columns: (record) => ({ name: record.name, price: record.code, currency: record.level }),
});
