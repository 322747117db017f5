import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import { auditEffect } from '../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { CapabilityAreaEnum } from '../../platform/graph/enums.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { utcDate } from '../../platform/records/dates.ts';
import type { CapabilityArea } from '../../platform/records/vocabulary.ts';
import { MOST_LIVE_GRANTS, revokeGrant, storeGrant } from './grant-store.ts';
import { otherPartner } from './other-partner.ts';
import { writeAsViewer } from '../../platform/graph/write-as.ts';
import { grantsById } from './store.ts';
import { toGrant } from './to-node.ts';
import { AccessGrant, ShareLevelEnum, type ShareLevel } from './types.ts';

/** What a grant is given with. */
@ArgsType()
class GrantArguments {
  @Field(() => ID)
  grantee!: string;
  @Field(() => [ID])
  vendors!: string[];
  @Field(() => [CapabilityAreaEnum])
  areas!: CapabilityArea[];
  @Field(() => ShareLevelEnum)
  level!: ShareLevel;
  @Field(() => Boolean, { defaultValue: false })
  onBehalf!: boolean;
  @Field(() => DateScalar, { nullable: true })
  expiresOn?: string | null;
}

function checkGrant(context: GraphContext, { vendors, areas, level, onBehalf, expiresOn }: GrantArguments): void {
  const known = context.services.vendors.all.map((facts) => facts.id);
  if (vendors.length === 0) refuse('vendors', `must name at least one of ${known.join(', ')}`);
  // A source that serves several vendors is none of the listed, but its records can be shared like any.
  const unknown = vendors.find((vendor) => !context.services.vendors.has(vendor));
  if (unknown !== undefined) {
    refuse('vendors', `must be among ${known.join(', ')}; there is no ${JSON.stringify(unknown.slice(0, 60))}`);
  }
  if (areas.length === 0) refuse('areas', 'must name at least one area');
  // Nobody works on records that it does not see in full: such a grant would be one that never holds.
  if (onBehalf && level !== 'FULL') refuse('onBehalf', `needs the level FULL and must be false with ${level}`);
  const today = utcDate(context.services.clock.now());
  if (expiresOn && expiresOn < today) refuse('expiresOn', `must be ${today} or later, not ${expiresOn}`);
}

@Resolver()
export class GrantMutations {
  @RequiresScope('grants:write')
  @Mutation(() => AccessGrant, {
    description:
      'Lets another partner see records of the caller, from its next request on. The same again gives the grant there is.',
  })
  async grantAccess(
    @Ctx() context: GraphContext,
    @Args(() => GrantArguments) asked: GrantArguments,
  ): Promise<AccessGrant> {
    checkGrant(context, asked);
    const granteeId = await otherPartner(context, 'grantee', asked.grantee);
    const terms = {
      vendors: [...new Set(asked.vendors)],
      areas: [...new Set(asked.areas)],
      level: asked.level,
      onBehalf: asked.onBehalf,
      expiresOn: asked.expiresOn ?? null,
    };
    const id = await writeAsViewer(context, async (trx, now) => {
      const stored = await storeGrant(trx, { grantorId: context.viewer.partnerId, granteeId, ...terms }, now);
      if (stored === null) {
        const most = MOST_LIVE_GRANTS;
        refuse('grantee', `must be a partner that has fewer than ${most} live grants of yours; this one has ${most}`);
      }
      const detail = { grantee: toNodeId('Partner', granteeId), ...terms };
      await auditEffect(trx, { target: toNodeId('AccessGrant', stored), detail });
      return stored;
    });
    return loadGrant(context, id);
  }

  @RequiresScope('grants:write')
  @Mutation(() => AccessGrant, {
    description: 'Takes back a grant that the caller gave; the next request sees nothing by it. Again changes nothing.',
  })
  async revokeAccess(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<AccessGrant> {
    const rowId = rowIdOf('AccessGrant', id);
    if (rowId !== null) {
      await writeAsViewer(context, async (trx, now) => {
        if (await revokeGrant(trx, rowId, now)) await auditEffect(trx, { target: id });
      });
    }
    const grant = await loadGrant(context, rowId);
    if (grant.grantorRowId !== context.viewer.partnerId) {
      refuse('id', 'must be the id of a grant that you gave; this one was given to you', 'FORBIDDEN');
    }
    return grant;
  }
}

async function loadGrant(context: GraphContext, rowId: string | null): Promise<AccessGrant> {
  const row = await loadRow(context, 'grants by id', rowId, grantsById);
  if (!row) refuse('id', 'must be the id of a grant that you gave; there is none of this id', 'NOT_FOUND');
  return toGrant(row);
}
