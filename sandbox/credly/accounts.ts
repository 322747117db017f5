import { SeededRandom } from '../kernel/random.ts';
import { seededGuid } from './guid.ts';

/** What an organisation's connection to the stand-in is configured with: either of the two ways to sign in. */
export interface CredlyAccount {
  readonly organizationId: string;
  /** The user name of HTTP Basic, with a blank password. */
  readonly authorizationToken: string;
  /** The OAuth 2 client. */
  readonly clientId: string;
  readonly clientSecret: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function account(seed: number, organizationId: string): CredlyAccount {
  const random = new SeededRandom(`${seed}:credly:account:${organizationId}`);
  const [authorizationToken, clientId, clientSecret] = [44, 43, 43].map((length) => random.text(length, ALPHABET));
  return {
    organizationId,
    authorizationToken: authorizationToken ?? '',
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
  };
}

/**
 * The account of a partner firm as an employer: the same seed and index give the same account.
 * @param index the partner's index, from 1
 */
export function credlyAccount(seed: number, index: number): CredlyAccount {
  return account(seed, seededGuid(seed, `organization:${index}`));
}

/** The account of an issuing organisation, by its real id: what its own staff would use. */
export function credlyIssuerAccount(seed: number, organizationId: string): CredlyAccount {
  return account(seed, organizationId);
}
