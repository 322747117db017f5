import type { GraphContext } from '../../platform/graph/context.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import { DEAL_AREAS } from './areas.ts';
import { customerProblems } from './customer-input.ts';
import { MOST_DRAFTS, type ConflictCheckInput, type DealDraftInput } from './draft-types.ts';

const LONGEST_NAME = 300;

/** Refuses the code of no vendor. @param argument that names it */
export function checkVendor(vendors: VendorDirectory, vendor: string, argument: string): void {
  const known = vendors.all.map((facts) => facts.id);
  if (known.includes(vendor)) return;
  refuse(argument, `must be one of ${known.join(', ')}, not ${JSON.stringify(vendor.slice(0, 60))}`);
}

/** Whether a vendor has deals at all: they are read from it, or it takes them. */
function hasDeals(vendors: VendorDirectory, vendor: string): boolean {
  return DEAL_AREAS.some((area) => {
    const { read, write } = vendors.capability(vendor, area);
    return read !== 'NONE' || write !== 'NONE';
  });
}

function checkDraft(vendors: VendorDirectory, { vendor, distributor, value }: DealDraftInput, place: string): void {
  checkVendor(vendors, vendor, `${place}.vendor`);
  if (!hasDeals(vendors, vendor)) {
    refuse(`${place}.vendor`, `must be a vendor that takes deals; ${vendors.nameOf(vendor)} takes none`);
  }
  if (distributor && rowIdOf('Partner', distributor) === null) {
    refuse(`${place}.distributor`, 'must be the id of a partner');
  }
  if (value?.amount.startsWith('-')) {
    refuse(`${place}.value.amount`, `must be 0 or more, not ${value.amount.slice(0, 60)}`);
  }
}

/**
 * Refuses what a check for conflicts can't be asked with, before anything is read.
 * @throws GraphQLError BAD_USER_INPUT that names the argument
 */
export function checkInput(context: GraphContext, { customer, drafts }: ConflictCheckInput): void {
  const { name } = customer;
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    refuse('input.customer.name', `must have 1 to ${LONGEST_NAME} characters, not ${name.trim().length}`);
  }
  const [problem] = customerProblems(customer);
  if (problem) refuse(`input.customer.${problem.member}`, problem.message);
  if (drafts.length === 0 || drafts.length > MOST_DRAFTS) {
    refuse('input.drafts', `must have 1 to ${MOST_DRAFTS} entries, not ${drafts.length}`);
  }
  drafts.forEach((draft, index) => checkDraft(context.services.vendors, draft, `input.drafts[${index}]`));
}
