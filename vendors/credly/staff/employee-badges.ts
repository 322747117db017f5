import type { JsonValue } from '../../../platform/records/json.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { CredlyClient } from '../client/client.ts';
import type { Employee } from './employees.ts';
import { readPages } from './read-pages.ts';

/** Statuses that say: this member of staff does not show you badges, or has left. */
const NOT_SHOWN: readonly number[] = [403, 404, 410];

/** One employee's badges of all issuers; or why they can't be had. `hidden`: they are not for the employer to see. */
export type EmployeeBadges =
  | { readonly badges: readonly JsonValue[] }
  | { readonly failure: VendorError; readonly hidden: boolean };

/**
 * Reads the badges of one employee. Trouble with one is no reason to give up on the others.
 * @throws VendorError for what concerns every call: sign-in, limits, no answer
 */
export async function readEmployeeBadges(
  client: CredlyClient,
  of: { readonly organizationId: string; readonly employee: Employee },
  run: CallRun,
): Promise<EmployeeBadges> {
  const [organization, employee] = [of.organizationId, of.employee.id].map(encodeURIComponent);
  const call = { operation: 'employees.data', path: `/organizations/${organization}/employees/${employee}/data` };
  try {
    return { badges: await readPages(client, call, run) };
  } catch (error) {
    if (!isVendorError(error) || !isOfThisEmployee(error)) throw error;
    return { failure: error, hidden: NOT_SHOWN.includes(error.httpStatus ?? 0) };
  }
}

/** An answer that refuses, fails or can't be read. A refusal without an answer is our own client's, and of every call. */
function isOfThisEmployee({ kind, httpStatus }: VendorError): boolean {
  return kind === 'upstream_error' || (kind === 'refused' && httpStatus !== undefined);
}
