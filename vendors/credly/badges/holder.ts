import { createHmac } from 'node:crypto';
import type { CertificationRecord } from '../../../platform/records/records.ts';
import type { Employee } from '../staff/employees.ts';

type Holder = CertificationRecord['holder'];

/**
 * Who holds the badges of an employee. People are who their e-mail address says: the same at every vendor of the
 * connection, and different in every other connection. Who has no address anywhere is a holder of its own without a
 * name, for a person to say who it is.
 * @param email the employee's address, else the badge's
 * @param names names of the staff by their addresses
 */
export function holderOf(
  connectionId: string,
  employee: Employee,
  email: string | null,
  names: ReadonlyMap<string, string>,
): Holder {
  if (email === null) return { key: keyOf(connectionId, `employee ${employee.id}`), name: null, email: null };
  return { key: keyOf(connectionId, email), name: names.get(email) ?? null, email };
}

/** A pseudonym of 32 hexadecimal digits. Keyed with the connection's id, so that two connections can't be joined. */
function keyOf(connectionId: string, who: string): string {
  return createHmac('sha256', `credly:${connectionId}`).update(who).digest('hex').slice(0, 32);
}
