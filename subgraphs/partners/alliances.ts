import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { loadRowsOf } from '../../platform/graph/row-loader.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import { alliancesOf, contributionsOf, type AllianceRow } from './alliance-store.ts';
import { Alliance, Contribution } from './alliance-types.ts';
import { AllianceKindEnum, type AllianceKind } from './alliance-vocabulary.ts';
import { loadPartner } from './resolvers.ts';
import { Partner } from './types.ts';

/** An alliance as the graph shows it. */
export function toAlliance(row: AllianceRow): Alliance {
  return Object.assign(new Alliance(), {
    id: toNodeId('Alliance', row.id),
    kind: row.kind,
    state: row.state,
    since: row.since,
    rowId: row.id,
    fromRowId: row.from_id,
    toRowId: row.to_id,
  });
}

@Resolver(() => Partner)
export class PartnerAlliances {
  @FieldResolver(() => [Alliance], {
    description: "The partner's alliances that the caller's partner is a side of, latest first, at most 200.",
  })
  async alliances(
    @Ctx() context: GraphContext,
    @Root() partner: Partner,
    @Arg('kind', () => AllianceKindEnum, { nullable: true }) kind: AllianceKind | null,
  ): Promise<Alliance[]> {
    const rows = await loadRowsOf(context, `alliances ${kind ?? ''}`, partner.rowId, {
      all: (trx, ids) => alliancesOf(trx, ids, kind ?? null),
      ownerOf: (row) => row.owner_id,
    });
    return rows.map(toAlliance);
  }
}

@Resolver(() => Alliance)
export class AllianceFields {
  @FieldResolver(() => Partner)
  from(@Ctx() context: GraphContext, @Root() alliance: Alliance): Promise<Partner | null> {
    return loadPartner(context, alliance.fromRowId);
  }

  @FieldResolver(() => Partner)
  to(@Ctx() context: GraphContext, @Root() alliance: Alliance): Promise<Partner | null> {
    return loadPartner(context, alliance.toRowId);
  }

  @FieldResolver(() => [Contribution], {
    description:
      "What each side brings: without a contribution from both sides a TEAMS_WITH alliance can't be proposed.",
  })
  async contributions(@Ctx() context: GraphContext, @Root() alliance: Alliance): Promise<Contribution[]> {
    const rows = await loadRowsOf(context, 'contributions', alliance.rowId, {
      all: contributionsOf,
      ownerOf: (row) => row.alliance_id,
    });
    return rows.map(({ kind, detail, partner_id }) =>
      Object.assign(new Contribution(), { kind, detail, partnerRowId: partner_id }),
    );
  }
}

@Resolver(() => Contribution)
export class ContributionFields {
  @FieldResolver(() => Partner)
  partner(@Ctx() context: GraphContext, @Root() contribution: Contribution): Promise<Partner | null> {
    return loadPartner(context, contribution.partnerRowId);
  }
}
