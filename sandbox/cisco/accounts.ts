import { SeededRandom } from '../kernel/random.ts';

/** What a partner's connection to the stand-in is configured with. */
export interface CiscoAccount {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The partner's number in the Partner Database: `pdbBeGeoID` in answers, all digits. */
  readonly beGeoId: string;
}

const CLIENT_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The partner that is a distributor: only its credentials may search resellers. */
export const DISTRIBUTOR = 3;

/** The partners that the distributor counts among its resellers, as far as the sandbox has them. */
export const RESELLERS: readonly number[] = [1, 4];

/**
 * The account of a partner firm: the same seed and index give the same account.
 * @param index the partner's index, from 1
 */
export function ciscoAccount(seed: number, index: number): CiscoAccount {
  const random = new SeededRandom(`${seed}:cisco:account:${index}`);
  return {
    clientId: random.text(24, CLIENT_ALPHABET),
    clientSecret: random.text(40, SECRET_ALPHABET),
    beGeoId: String(400_000 + index * 37),
  };
}
