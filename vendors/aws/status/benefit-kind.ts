import type { BenefitKind } from '../../../platform/records/vocabulary.ts';

/**
 * What kind of benefit it is. First its programs: MDF is the one program whose name is a kind of ours. Then its form of
 * fulfillment; the model knows CREDITS, CASH and ACCESS, the guide also DISCOUNT `[M-ben][DG 58512899264]`. Cash outside
 * the MDF program (POC, MAP, partner initiative funding) has no kind of its own here.
 */
export const BENEFIT_KIND_TABLE = {
  version: 1,
  programs: { MDF: 'MDF' },
  fulfillment: { CREDITS: 'CREDIT', ACCESS: 'ACCESS', DISCOUNT: 'DISCOUNT', CASH: 'OTHER' },
} as const satisfies {
  version: number;
  programs: Record<string, BenefitKind>;
  fulfillment: Record<string, BenefitKind>;
};

/** Reads the kind; OTHER for several forms of fulfillment of different kinds, or none that is known. */
export function readBenefitKind(programs: readonly string[], fulfillment: readonly string[]): BenefitKind {
  const byProgram = kindsOf(BENEFIT_KIND_TABLE.programs, programs);
  const [byFulfillment, ...others] = kindsOf(BENEFIT_KIND_TABLE.fulfillment, fulfillment);
  if (byProgram[0] !== undefined) return byProgram[0];
  return byFulfillment !== undefined && others.length === 0 ? byFulfillment : 'OTHER';
}

/** Distinct kinds of the words that the table knows. */
function kindsOf(table: Readonly<Record<string, BenefitKind>>, raw: readonly string[]): BenefitKind[] {
  const known = raw.map((one) => one.toUpperCase()).filter((key) => Object.hasOwn(table, key));
  return [...new Set(known.map((key) => table[key]).filter((kind) => kind !== undefined))];
}
