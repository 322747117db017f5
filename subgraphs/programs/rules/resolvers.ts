import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';
import { Program, Tier } from '../catalog-types.ts';
import { Requirement, RulesOfEngagement } from './requirement-types.ts';
import { rulesOf, tierRulesOf } from './rules-of.ts';
import { benefitsOf, requirementsOf, toRulesOfEngagement, unknownOf } from './to-node.ts';

/** What of a program depends on whose rules are read: a tenant's own, or the public ones. */
@Resolver(() => Program)
export class ProgramRulesFields {
  @FieldResolver(() => RulesOfEngagement, { nullable: true })
  async rulesOfEngagement(@Ctx() context: GraphContext, @Root() program: Program): Promise<RulesOfEngagement | null> {
    const rules = await rulesOf(context, program.catalog);
    return toRulesOfEngagement(rules?.rulesOfEngagement ?? null);
  }

  @FieldResolver(() => String)
  async rulesVersion(@Ctx() context: GraphContext, @Root() program: Program): Promise<string> {
    const rules = await rulesOf(context, program.catalog);
    return rules?.version ?? program.catalog.facts.rulesVersion;
  }

  @FieldResolver(() => DateScalar, { nullable: true })
  async rulesEffectiveFrom(@Ctx() context: GraphContext, @Root() program: Program): Promise<string | null> {
    const rules = await rulesOf(context, program.catalog);
    return rules === null ? program.catalog.facts.rulesEffectiveFrom : rules.effectiveFrom;
  }

  @FieldResolver(() => String, { description: 'Where the rules were read: a public page or a guide, with its year.' })
  async rulesSource(@Ctx() context: GraphContext, @Root() program: Program): Promise<string> {
    const rules = await rulesOf(context, program.catalog);
    return rules?.source ?? program.catalog.facts.rulesSource;
  }
}

@Resolver(() => Tier)
export class TierRulesFields {
  @FieldResolver(() => [Requirement], { description: 'What it asks for, as far as the numbers are known.' })
  async requirements(@Ctx() context: GraphContext, @Root() tier: Tier): Promise<Requirement[]> {
    return requirementsOf(await rulesOf(context, tier.catalog.program), tier.catalog);
  }

  @FieldResolver(() => [String], {
    description: 'What else it asks for, or may ask for, without a number that is known: a sentence each.',
  })
  async unknownRequirements(@Ctx() context: GraphContext, @Root() tier: Tier): Promise<string[]> {
    return unknownOf(tier.catalog, tierRulesOf(await rulesOf(context, tier.catalog.program), tier.catalog));
  }

  @FieldResolver(() => [String], { description: 'What its members get, and what they get of the tiers below it.' })
  async benefitSummary(@Ctx() context: GraphContext, @Root() tier: Tier): Promise<string[]> {
    return benefitsOf(await rulesOf(context, tier.catalog.program), tier.catalog);
  }
}
