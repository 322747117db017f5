import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';

export interface RequirementFigures {
  key: string;
  required: string;
  actual: string;
  gap: string;
}
export interface ProgressFigures {
  percent: string;
  met: boolean;
  unknown: string[];
  requirements: RequirementFigures[];
}
export interface ResultAnswer {
  membership: { id: string };
  target: { name: string };
  before: ProgressFigures;
  after: ProgressFigures;
  reachedOn: string | null;
  cheapestGap: Array<{ label: string; kind: string; quantity: string; candidates: Array<{ id: string }> }>;
  benefitsUnlocked: string[];
  benefitsLost: string[];
  unknown: string | null;
}
export interface PlanAnswer {
  asOf: string;
  assumptions: string[];
  results: ResultAnswer[];
}

export const PROGRESS_FIELDS = '{ percent met unknown requirements { key required actual gap } }';

const RESULT_FIELDS = `membership { id } target { name } before ${PROGRESS_FIELDS} after ${PROGRESS_FIELDS} reachedOn
  benefitsUnlocked benefitsLost unknown cheapestGap { label kind quantity candidates { id } }`;

export const PLAN_QUERY = `query ($input: TierPlanInput!) {
  tierPlan(input: $input) { asOf assumptions results { ${RESULT_FIELDS} } } }`;

/** Asks for a tier plan of the asker itself. */
export async function planOf(room: SubgraphTest, as: TestPartner, input: object): Promise<PlanAnswer> {
  const variables = { input: { partner: as.id, asOf: '2026-06-15', ...input } };
  return (await room.read<{ tierPlan: PlanAnswer }>({ as, query: PLAN_QUERY, variables })).tierPlan;
}

/** The one result of a plan. @throws Error when there is another number of them */
export function onlyResult({ results }: PlanAnswer): ResultAnswer {
  const [result] = results;
  if (!result || results.length > 1) throw new Error(`${results.length} results, not one`);
  return result;
}
