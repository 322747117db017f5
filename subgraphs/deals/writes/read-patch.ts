import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import type { DealContent, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { contentOfPatch, isFields } from './deal-content.ts';
import type { DealPatch } from './input-types.ts';
import { knownPartner } from './known-partner.ts';

/** Partners that work on one deal, at the most. */
const LARGEST_TEAM = 20;
const LONGEST_NAME = 300;
const LARGEST_FIELDS = 20_000;

/** A patch as the house understands it. */
export interface ReadPatch {
  readonly content: Partial<DealContent>;
  /** Undefined: as it is. */
  readonly distributorId: string | null | undefined;
  /** Row ids; null: as it is. */
  readonly team: readonly string[] | null;
}

/** Reads a patch: who it names is looked up, what can't be meant is told. */
export async function readPatch(
  context: GraphContext,
  patch: DealPatch,
): Promise<ReadPatch | { readonly errors: readonly VendorFieldError[] }> {
  const errors: VendorFieldError[] = [];
  const { name, vendorFields } = patch;
  if (name !== undefined && (name === null || name.trim() === '')) {
    errors.push(fieldError('/patch/name', 'REQUIRED', 'must name the deal'));
  }
  if ((name?.length ?? 0) > LONGEST_NAME) {
    errors.push(
      fieldError('/patch/name', 'TOO_LONG', `must have at most ${LONGEST_NAME} characters, not ${name?.length}`),
    );
  }
  if (vendorFields !== undefined && vendorFields !== null && !isFields(vendorFields)) {
    errors.push(fieldError('/patch/vendorFields', 'INVALID', 'must be an object of the vendor’s fields'));
  }
  if (JSON.stringify(vendorFields ?? {}).length > LARGEST_FIELDS) {
    errors.push(
      fieldError('/patch/vendorFields', 'TOO_LONG', `must have at most ${LARGEST_FIELDS} characters of JSON`),
    );
  }
  const distributor = patch.distributor ? await knownPartner(context, patch.distributor) : null;
  if (patch.distributor && distributor === null) {
    errors.push(fieldError('/patch/distributor', 'NOT_FOUND', 'must be the id of a partner that you know'));
  }
  const named = patch.team ?? [];
  if (named.length > LARGEST_TEAM) {
    errors.push(
      fieldError('/patch/team', 'OUT_OF_RANGE', `must name at most ${LARGEST_TEAM} partners, not ${named.length}`),
    );
  }
  const members = await Promise.all(named.slice(0, LARGEST_TEAM).map((id) => knownPartner(context, id)));
  members.forEach((member, index) => {
    if (member === null)
      errors.push(fieldError(`/patch/team/${index}`, 'NOT_FOUND', 'must be the id of a partner that you know'));
  });
  if (errors.length > 0) return { errors };
  return {
    content: contentOfPatch(patch, patch.distributor === undefined ? undefined : (distributor?.name ?? null)),
    distributorId: patch.distributor === undefined ? undefined : (distributor?.id ?? null),
    team: patch.team ? [...new Set(members.flatMap((member) => member?.id ?? []))] : null,
  };
}
