import { createHash, timingSafeEqual } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import { ingramAccount } from './accounts.ts';
import { IngramError, invalid, jsonAnswer } from './answers.ts';
import type { World } from './world.ts';

const SECOND = 1000;

/** Compares without telling by the time taken how much of the secret was right. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/**
 * `GET /oauth/oauth20/token`: client credentials, all of them in the query.
 * @throws IngramError 400 for another grant, 401 for a wrong client
 */
export function issueToken(world: World, { query }: SandboxRequest): SandboxResponse {
  const grant = query.get('grant_type');
  if (grant !== 'client_credentials') {
    throw invalid([{ field: 'grant_type', message: 'expected client_credentials', value: grant }]);
  }
  const partner = world.partnerOfClient(query.get('client_id') ?? '');
  const secret = query.get('client_secret') ?? '';
  const { seed, tokenLifetimeSeconds: expires_in } = world.settings;
  if (partner === null || !isSame(ingramAccount(seed, partner).clientSecret, secret)) {
    throw new IngramError(401, '/errors/unauthorized', { message: 'The client id or the client secret is wrong.' });
  }
  const access_token = world.tokens.issue(partner, expires_in * SECOND);
  return jsonAnswer(200, { access_token, token_type: 'Bearer', expires_in }, { 'cache-control': 'no-store' });
}
