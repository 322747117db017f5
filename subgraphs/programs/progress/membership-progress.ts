import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { badInput } from '../bad-input.ts';
import {
  ladderOfMembership,
  programKey,
  tierByCode,
  tierKey,
  tierOfId,
  type CatalogProgram,
  type CatalogTier,
} from '../catalog.ts';
import type { MembershipRow } from '../store.ts';
import { programOf } from '../to-node.ts';
import { rulesOf, tierRulesOf } from '../rules/rules-of.ts';
import type { Standing } from '../standing/standing.ts';
import { loadStanding } from '../standing/load-standing.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { MeasureScope } from './measure.ts';

/** The program of a membership. @throws Error for one that is not known: the store shows no such row */
export function programOfRow(context: GraphContext, row: MembershipRow): CatalogProgram {
  return programOf(context.services.vendors, row);
}

/** The tier that a membership is in; null where the source tells none, or one that is not known. */
export function tierOfRow(program: CatalogProgram, row: MembershipRow): CatalogTier | null {
  return row.tier === null ? null : tierByCode(program, row.portfolio, row.tier);
}

/** Can a member of this program and portfolio aim at the tier? */
export function isOnLadder(program: CatalogProgram, row: MembershipRow, tier: CatalogTier): boolean {
  if (programKey(tier.program) !== programKey(program)) return false;
  const ladder = ladderOfMembership(program, row.portfolio);
  const own = tierByCode(program, row.portfolio, tier.facts.code);
  return [...ladder, ...(own ? [own] : [])].some((step) => tierKey(step) === tierKey(tier));
}

/**
 * The tier of an id that a member aims at.
 * @throws GraphQLError BAD_USER_INPUT for an id that is no tier of the membership's program and portfolio
 */
export function tierAimedAt(context: GraphContext, row: MembershipRow, id: string): CatalogTier {
  const tier = tierOfId(context.services.vendors, id);
  if (tier === null || !isOnLadder(programOfRow(context, row), row, tier))
    throw badInput('to', "the id of a tier of the membership's program and portfolio", id);
  return tier;
}

/** Who is measured when a membership is, as of a day. */
export function scopeOf(context: GraphContext, row: MembershipRow, day: string): MeasureScope {
  const { rates, clock } = context.services;
  return {
    program: row.program,
    portfolio: row.portfolio,
    specializations: row.specializations,
    day,
    rates,
    today: utcDate(clock.now()),
  };
}

/** How far a membership is from a tier on a day, with a standing that may be assumed. */
export async function evaluateRow(
  context: GraphContext,
  row: MembershipRow,
  tier: CatalogTier,
  given: { readonly standing: Standing; readonly day: string },
): Promise<Evaluation> {
  const rules = tierRulesOf(await rulesOf(context, tier.program), tier);
  return evaluate(tier, rules, given.standing, scopeOf(context, row, given.day));
}

/** How far a membership is from a tier today. */
export async function liveEvaluation(
  context: GraphContext,
  row: MembershipRow,
  tier: CatalogTier,
): Promise<Evaluation> {
  const standing = await loadStanding(context, { partnerId: row.partner_id, vendorId: row.vendor_id });
  return evaluateRow(context, row, tier, { standing, day: utcDate(context.services.clock.now()) });
}
