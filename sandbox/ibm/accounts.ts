import { SeededRandom } from '../kernel/random.ts';

/** What a partner's connection to the stand-in is configured with. */
export interface IbmAccount {
  /** The API key of the partner billing manager. */
  readonly apiKey: string;
  /** `partner_id` of every call: 32 hexadecimal digits. */
  readonly partnerId: string;
  /** False for a firm that does not resell IBM Cloud: its key gives a token, but the partner API answers 403. */
  readonly resells: boolean;
}

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX = '0123456789abcdef';

/** The partner that is a distributor; the partners below it are resellers of IBM Cloud that buy from it. */
export const DISTRIBUTOR = 3;
export const ITS_RESELLERS: readonly number[] = [1, 4];

/** Whether a partner resells IBM Cloud: the second of every three does not. */
function resellsCloud(index: number): boolean {
  return index % 3 !== 2;
}

/**
 * The account of a partner firm: the same seed and index give the same account.
 * @param index the partner's index, from 1
 */
export function ibmAccount(seed: number, index: number): IbmAccount {
  const random = new SeededRandom(`${seed}:ibm:account:${index}`);
  return { apiKey: random.text(44, KEY_ALPHABET), partnerId: random.text(32, HEX), resells: resellsCloud(index) };
}
