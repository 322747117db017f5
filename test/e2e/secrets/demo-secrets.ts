import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { DEMO_PARTNERS } from '../../../demo/seed.ts';
import { SANDBOX_SEED } from '../../support/mirror.ts';

/** Fields of credentials that open an account; the others (numbers of accounts, names) are no secrets. */
const SECRET_FIELD = /secret|token|apikey|password|assertion/i;
const LEAST_LENGTH = 8;

function secretsIn(value: unknown, field: string, found: Set<string>): void {
  if (typeof value === 'string') {
    if (SECRET_FIELD.test(field) && value.length >= LEAST_LENGTH) found.add(value);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) secretsIn(member, Array.isArray(value) ? field : name, found);
  }
}

/** Every secret text in the credentials of every demo partner with every vendor. */
export function demoSecrets(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { index } of DEMO_PARTNERS) {
    for (const credentialsOf of Object.values(DEMO_VENDORS)) secretsIn(credentialsOf(SANDBOX_SEED, index), '', found);
  }
  return found;
}
