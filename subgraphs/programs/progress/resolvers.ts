import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { nextTier } from '../catalog.ts';
import { Membership } from '../types.ts';
import { liveEvaluation, programOfRow, tierAimedAt } from './membership-progress.ts';
import { toTierProgress } from './to-node.ts';
import { TierProgress } from './types.ts';

@Resolver(() => Membership)
export class MembershipProgressFields {
  @FieldResolver(() => TierProgress, {
    nullable: true,
    description:
      'How far it is, today, from a tier; from the next one up where none is named. Null on the highest, and where the rules and what is known of the partner give no figure at all.',
  })
  async progress(
    @Ctx() context: GraphContext,
    @Root() membership: Membership,
    @Arg('to', () => ID, { nullable: true }) to: string | null,
  ): Promise<TierProgress | null> {
    const { row } = membership;
    const tier = to ? tierAimedAt(context, row, to) : nextTier(programOfRow(context, row), row.portfolio, row.tier);
    if (tier === null) return null;
    const evaluation = await liveEvaluation(context, row, tier);
    return evaluation.percent === null ? null : toTierProgress(evaluation);
  }
}
