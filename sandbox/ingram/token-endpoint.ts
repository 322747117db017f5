import { isSameSecret } from '../kernel/same-secret.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import { ingramAccount } from './accounts.ts';
import { IngramError, invalid, jsonAnswer } from './answers.ts';
import type { World } from './world.ts';

const SECOND = 1000;

/**
 * Client credentials: all of them in the query of `GET /oauth/oauth20/token`, or in the form of
 * `POST /oauth/oauth30/token`.
 * @throws IngramError 400 for another grant, 401 for a wrong client
 */
export function issueToken(world: World, { method, query, body }: SandboxRequest): SandboxResponse {
  const sent = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query;
  const grant = sent.get('grant_type');
  if (grant !== 'client_credentials') {
    throw invalid([{ field: 'grant_type', message: 'expected client_credentials', value: grant }]);
  }
  const partner = world.partnerOfClient(sent.get('client_id') ?? '');
  const secret = sent.get('client_secret') ?? '';
  const { seed, tokenLifetimeSeconds: expires_in } = world.settings;
  if (partner === null || !isSameSecret(ingramAccount(seed, partner).clientSecret, secret)) {
    throw new IngramError(401, '/errors/unauthorized', { message: 'The client id or the client secret is wrong.' });
  }
  const access_token = world.tokens.issue(partner, expires_in * SECOND);
  return jsonAnswer(200, { access_token, token_type: 'Bearer', expires_in }, { 'cache-control': 'no-store' });
}
