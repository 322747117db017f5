import type { GraphContext } from '../../../platform/graph/context.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import { requireDecimal } from '../../../platform/money/decimal.ts';
import { badInput } from '../bad-input.ts';
import { personIds } from '../exams/certification-plan.ts';
import type { TierPlanInput } from './types.ts';

/** Somebody passes an exam. */
export interface AssumedCertification {
  /** Uuid of the person. */
  readonly person: string;
  readonly code: string;
  readonly vendor: string;
  readonly by: string;
}

/** A plan's input with its ids read. */
export interface CheckedInput {
  readonly partnerId: string;
  readonly asOf: string;
  readonly certifications: readonly AssumedCertification[];
  readonly revenue: ReadonlyArray<{
    readonly vendor: string;
    readonly amount: string;
    readonly currency: string;
    readonly by: string;
  }>;
  readonly leavers: ReadonlySet<string>;
}

const MOST_ASSUMED = 1_000;

function checkLength(list: readonly unknown[], argument: string): void {
  if (list.length > MOST_ASSUMED) throw badInput(argument, `at most ${MOST_ASSUMED} entries`, list.length);
}

function checkVendor(context: GraphContext, vendor: string, argument: string): void {
  if (!context.services.vendors.has(vendor)) throw badInput(argument, 'the id of a vendor', vendor);
}

/**
 * Reads a plan's input.
 * @param people uuids of the partner's people: nobody else can be assumed to pass an exam
 * @throws GraphQLError BAD_USER_INPUT that names the field, what was expected and what came
 */
export function checkInput(context: GraphContext, input: TierPlanInput, people: ReadonlySet<string>): CheckedInput {
  const certifications = input.certifications ?? [];
  const revenue = input.revenue ?? [];
  checkLength(certifications, 'input.certifications');
  checkLength(revenue, 'input.revenue');
  return {
    partnerId: partnerOf(input),
    asOf: input.asOf,
    certifications: certifications.map(({ person, code, vendor, by }, index) => {
      const place = `input.certifications[${index}]`;
      checkVendor(context, vendor, `${place}.vendor`);
      const uuid = rowIdOf('Person', person);
      if (uuid === null || !people.has(uuid))
        throw badInput(`${place}.person`, "the id of one of the partner's people", person);
      return { person: uuid, code, vendor, by };
    }),
    revenue: revenue.map(({ vendor, amount, by }, index) => {
      const place = `input.revenue[${index}]`;
      checkVendor(context, vendor, `${place}.vendor`);
      if (requireDecimal(amount.amount).isNegative())
        throw badInput(`${place}.amount.amount`, 'not negative', amount.amount);
      return { vendor, amount: amount.amount, currency: amount.currency, by };
    }),
    leavers: personIds(input.leavers ?? [], 'input.leavers'),
  };
}

/** The uuid of the partner that a plan is about. @throws GraphQLError BAD_USER_INPUT */
export function partnerOf({ partner }: Pick<TierPlanInput, 'partner'>): string {
  const uuid = rowIdOf('Partner', partner);
  if (uuid === null) throw badInput('input.partner', 'the id of a partner', partner);
  return uuid;
}
