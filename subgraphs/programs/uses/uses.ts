import type { GraphContext } from '../../../platform/graph/context.ts';
import { loadRow } from '../../../platform/graph/row-loader.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { loadMembershipsOfPartner } from '../loaders.ts';
import { asHeadcount, countsOn, slackOf } from '../progress/headcount.ts';
import { programOfRow, tierOfRow } from '../progress/membership-progress.ts';
import { rulesOf, tierRulesOf } from '../rules/rules-of.ts';
import { loadStanding } from '../standing/load-standing.ts';
import type { CertificationFact, Standing } from '../standing/standing.ts';
import { factsById, type FactRow } from '../standing/store.ts';
import type { MembershipRow } from '../store.ts';

/** One requirement of a tier that a certification counts toward. */
export interface Use {
  readonly row: MembershipRow;
  readonly requirement: string;
  /** People over the requirement, at the review, without the certification. */
  readonly slack: number;
}

/** A certification, batched over the request; null when the viewer can't see it. */
function loadFact(context: GraphContext, certificationId: string): Promise<FactRow | null> {
  return loadRow(context, 'standing facts by id', certificationId, factsById);
}

async function usesIn(
  context: GraphContext,
  row: MembershipRow,
  certification: CertificationFact,
  standing: Standing,
): Promise<Use[]> {
  const program = programOfRow(context, row);
  const tier = tierOfRow(program, row);
  if (tier === null) return [];
  const rules = tierRulesOf(await rulesOf(context, program), tier);
  const asked = (rules?.requirements ?? []).map((rule) => ({ rule, headcount: asHeadcount(rule) }));
  const headcounts = asked.map(({ headcount }) => headcount).filter((one) => one !== null);
  const today = utcDate(context.services.clock.now());
  const review = row.review_on !== null && row.review_on > today ? row.review_on : today;
  const without = standing.certifications.filter(({ id }) => id !== certification.id);
  return asked.flatMap(({ rule, headcount }) =>
    headcount === null || !countsOn(headcount.measure, certification, today)
      ? []
      : { row, requirement: rule.label, slack: slackOf(headcount, headcounts, without, review) },
  );
}

/**
 * What a certification counts toward today, in the tiers that its partner is in, and what is left of each requirement when the
 * vendor next looks, this one having lapsed. Others that end before that day are not counted either.
 */
export async function usesOf(context: GraphContext, certificationId: string): Promise<Use[]> {
  const fact = await loadFact(context, certificationId);
  if (fact === null) return [];
  const standing = await loadStanding(context, { partnerId: fact.partner_id, vendorId: fact.vendor_id });
  const certification = standing.certifications.find(({ id }) => id === fact.id);
  if (!certification) return [];
  const rows = await loadMembershipsOfPartner(context, fact.partner_id, [fact.vendor_id]);
  const uses = await Promise.all(rows.map((row) => usesIn(context, row, certification, standing)));
  return uses.flat();
}
