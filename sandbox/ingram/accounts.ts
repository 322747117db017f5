import { customersOf } from '../kernel/customers.ts';
import { sandboxPartner } from '../kernel/partners.ts';
import { SeededRandom } from '../kernel/random.ts';

/** What one connection to the stand-in is configured with: one customer number in one country. */
export interface IngramAccount {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `IM-CustomerNumber`: at most ten characters. */
  readonly customerNumber: string;
  /** `IM-CountryCode`: ISO 3166-1 alpha-2. */
  readonly countryCode: string;
}

const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** In how many countries a partner buys; each is a customer number, and so a connection, of its own. One when not said. */
const COUNTRIES: Readonly<Record<number, number>> = { 1: 3, 2: 2 };

/** The partner's own country, then those of its customers, as many as it has accounts. */
function countriesOf(seed: number, index: number): readonly string[] {
  const all = new Set([sandboxPartner(index).country, ...customersOf(seed, index).map(({ country }) => country)]);
  return [...all].slice(0, COUNTRIES[index] ?? 1);
}

/**
 * All accounts of a partner firm, the one of its own country first. They share the client's name and secret.
 * @param index the partner's index, from 1
 */
export function ingramAccounts(seed: number, index: number): readonly IngramAccount[] {
  const random = new SeededRandom(`${seed}:ingram:account:${index}`);
  const [clientId, clientSecret] = [random.text(32), random.text(16, SECRET_ALPHABET)];
  return countriesOf(seed, index).map((countryCode, at) => ({
    clientId,
    clientSecret,
    customerNumber: `${20 + at}-${String(300_000 + index)}`,
    countryCode,
  }));
}

/** The account of a partner firm in its own country: the same seed and index give the same account. */
export function ingramAccount(seed: number, index: number): IngramAccount {
  const [own] = ingramAccounts(seed, index);
  if (!own) throw new RangeError(`partner ${index} has no account`);
  return own;
}
