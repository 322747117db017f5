import { createHash } from 'node:crypto';
import { SeededRandom } from '../kernel/random.ts';

/** The AWS account of a partner firm: what a connection needs to call the stand-in. */
export interface AwsAccount {
  /** Twelve digits: `111122220001` is the first partner's. */
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The partner's id in the account service: `partner-` and thirteen letters and digits. */
  readonly partnerId: string;
  readonly catalog: 'AWS';
}

const ACCOUNT_PREFIX = '11112222';
const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** @param index the partner's index, from 1 */
export function awsAccount(seed: number, index: number): AwsAccount {
  const random = new SeededRandom(`${seed}:aws:account:${index}`);
  return {
    accountId: `${ACCOUNT_PREFIX}${String(index).padStart(4, '0')}`,
    accessKeyId: `AKIA${random.text(16, KEY_ALPHABET)}`,
    partnerId: `partner-${random.text(13, ID_ALPHABET)}`,
    secretAccessKey: createHash('sha256').update(`${seed}:aws:secret:${index}`).digest('base64').slice(0, 40),
    catalog: 'AWS',
  };
}
