import { z } from 'zod';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import type { CredlyClient } from '../client/client.ts';
import { emailOrNull, textOrNull } from '../wire/texts.ts';
import { readPages } from './read-pages.ts';

/** A member of the employer's staff. */
export interface Employee {
  readonly id: string;
  /** In small letters; null where the employer entered none. */
  readonly email: string | null;
  readonly name: string | null;
}

const text = z.string().nullish();

const employeeShape = z.object({
  id: z.string().min(1, 'an id'),
  email: text,
  full_name: text,
  first_name: text,
  last_name: text,
});

/** The staff of an organisation, and who of them could not be read. */
export async function listEmployees(
  client: CredlyClient,
  organizationId: string,
  run: CallRun,
): Promise<{ employees: readonly Employee[]; faults: readonly MalformedItem[] }> {
  const call = { operation: 'employees.list', path: `/organizations/${encodeURIComponent(organizationId)}/employees` };
  const employees = new Map<string, Employee>();
  const faults: MalformedItem[] = [];
  for (const raw of await readPages(client, call, run)) {
    const checked = check(employeeShape, raw);
    if ('value' in checked) employees.set(checked.value.id, toEmployee(checked.value));
    // Whose badges are missing then is not known, so nothing may be taken for gone.
    else faults.push(malformed(checked.fault, null));
  }
  return { employees: [...employees.values()], faults };
}

function toEmployee(found: z.infer<typeof employeeShape>): Employee {
  const parts = [found.first_name, found.last_name].map(textOrNull).filter((part) => part !== null);
  return {
    id: found.id,
    email: emailOrNull(found.email),
    name: textOrNull(found.full_name) ?? textOrNull(parts.join(' ')),
  };
}
