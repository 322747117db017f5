import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { knownPartner } from '../../../platform/graph/known-partner.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import type { DealContent, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { countryProblem } from '../customer-input.ts';
import { contentOfPatch } from './deal-content.ts';
import type { DealPatch } from './input-types.ts';

/** Partners that work on one deal, at the most. */
const LARGEST_TEAM = 20;

/** A patch as the house understands it. */
export interface ReadPatch {
  readonly content: Partial<DealContent>;
  /** Undefined: as it is. */
  readonly distributorId: string | null | undefined;
  /** Row ids; undefined: as it is. */
  readonly team: readonly string[] | undefined;
}

/** What a deal can't be without, and what its customer can't be. */
function nameErrors({ name, customer }: DealPatch): VendorFieldError[] {
  const errors: VendorFieldError[] = [];
  if (name !== undefined && (name === null || name.trim() === '')) {
    errors.push(fieldError('/patch/name', 'REQUIRED', 'must name the deal'));
  }
  if (customer === null) errors.push(fieldError('/patch/customer', 'REQUIRED', 'must be a customer'));
  if (customer && customer.name.trim() === '') {
    errors.push(fieldError('/patch/customer/name', 'REQUIRED', 'must name the customer'));
  }
  const country = customer ? countryProblem(customer.country) : null;
  if (country) errors.push(fieldError('/patch/customer/country', 'INVALID', country.message));
  return errors;
}

/** The error of a patch that names nothing; fields of the vendor without a member are nothing either. */
const NOTHING = fieldError('/patch', 'REQUIRED', 'must name at least one member to change');

/**
 * Reads a patch: who it names is looked up, what can't be meant is told, that it changes nothing too. Texts and sizes are
 * looked at by whoever accepts the change (change-deal.ts).
 */
export async function readPatch(
  context: GraphContext,
  patch: DealPatch,
): Promise<ReadPatch | { readonly errors: readonly VendorFieldError[] }> {
  const errors = nameErrors(patch);
  const chosen = patch.distributor ?? null;
  const distributor = chosen === null ? null : await knownPartner(context, rowIdOf('Partner', chosen));
  if (chosen !== null && distributor === null) {
    errors.push(fieldError('/patch/distributor', 'NOT_FOUND', 'must be the id of a partner that you know'));
  }
  const named = patch.team ?? [];
  if (named.length > LARGEST_TEAM) {
    errors.push(
      fieldError('/patch/team', 'OUT_OF_RANGE', `must name at most ${LARGEST_TEAM} partners, not ${named.length}`),
    );
  }
  const members = await Promise.all(
    named.slice(0, LARGEST_TEAM).map((id) => knownPartner(context, rowIdOf('Partner', id))),
  );
  members.forEach((member, index) => {
    if (member === null)
      errors.push(fieldError(`/patch/team/${index}`, 'NOT_FOUND', 'must be the id of a partner that you know'));
  });
  if (errors.length > 0) return { errors };
  const content = contentOfPatch(patch, patch.distributor === undefined ? undefined : (distributor?.name ?? null));
  if (Object.keys(content).length === 0 && patch.team === undefined) {
    // What no object of fields is, is told by whoever looks at sizes.
    return { errors: [NOTHING] };
  }
  return {
    content,
    distributorId: patch.distributor === undefined ? undefined : (distributor?.id ?? null),
    team: patch.team === undefined ? undefined : [...new Set(members.flatMap((member) => member?.id ?? []))],
  };
}
