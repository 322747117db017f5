import { isSameSecret } from '../kernel/same-secret.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import { CiscoError, jsonAnswer } from './answers.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const SCOPE = 'customscope';

/** The client's name and secret: HTTP Basic when it is there, else the form. */
function credentials(request: SandboxRequest, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const plain = Buffer.from(basic, 'base64').toString('utf8');
  const colon = plain.indexOf(':');
  return colon < 0 ? { id: plain, secret: '' } : { id: plain.slice(0, colon), secret: plain.slice(colon + 1) };
}

/**
 * `POST /oauth2/default/v1/token` with the grant client_credentials.
 * @throws CiscoError 400 or 401 in the words of OAuth
 */
export function issueToken(world: World, request: SandboxRequest): SandboxResponse {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new CiscoError(400, 'invalid_request', 'The body must be form-urlencoded.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = form.get('grant_type');
  if (!grant) throw new CiscoError(400, 'invalid_request', 'grant_type is required.');
  const { id, secret } = credentials(request, form);
  const account = world.accountOfClient(id);
  if (!account || !isSameSecret(account.keys.clientSecret, secret)) {
    throw new CiscoError(401, 'invalid_client', 'The client id or the client secret is wrong.');
  }
  if (grant !== 'client_credentials') {
    throw new CiscoError(400, 'unsupported_grant_type', `The grant '${grant}' is not offered.`);
  }
  const scope = form.get('scope');
  if (scope !== null && scope !== SCOPE) throw new CiscoError(400, 'invalid_scope', `The scope '${scope}' is unknown.`);
  const seconds = world.settings.tokenLifetimeSeconds;
  const access_token = world.tokens.issue(account.index, seconds * SECOND);
  return jsonAnswer(200, { access_token, token_type: 'Bearer', expires_in: seconds }, { 'cache-control': 'no-store' });
}
