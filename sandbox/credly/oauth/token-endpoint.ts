import { isSameSecret } from '../../kernel/same-secret.ts';
import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../answers.ts';
import { SCOPES } from '../call.ts';
import type { Scope } from '../call.ts';
import type { World } from '../world.ts';
import { basicCredentials } from './basic.ts';

const SECOND = 1000;

/** An OAuth error, in the words of the standard: the API's own form is for the API. */
export function oauthError(
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return jsonAnswer(status, { error, error_description: description }, headers);
}

/** `POST /oauth/token` with the grant client_credentials. Without a scope the token may only read. */
export function issueToken(world: World, request: SandboxRequest): SandboxResponse {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return oauthError(400, 'invalid_request', 'The body must be form-urlencoded.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const basic = basicCredentials(request.headers.authorization);
  const id = basic?.name ?? form.get('client_id') ?? '';
  const secret = basic?.password ?? form.get('client_secret') ?? '';
  const organization = world.organizationOf('clientId', id);
  if (!organization || !isSameSecret(organization.keys.clientSecret, secret)) {
    return oauthError(401, 'invalid_client', 'The client id or the client secret is wrong.');
  }
  const grant = form.get('grant_type') ?? '';
  if (grant !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', `The grant '${grant}' is not offered.`);
  }
  const asked = (form.get('scope') ?? 'read').split(/\s+/).filter((scope) => scope !== '');
  const scopes = asked.filter((scope): scope is Scope => SCOPES.some((known) => known === scope));
  if (scopes.length !== asked.length) return oauthError(400, 'invalid_scope', `Known scopes: ${SCOPES.join(' ')}.`);
  const seconds = world.settings.tokenLifetimeSeconds;
  const { organizationId } = organization.keys;
  const access_token = world.tokens.issue({ organizationId, scopes: new Set(scopes) }, seconds * SECOND);
  const body = { access_token, token_type: 'Bearer', expires_in: seconds, scope: scopes.join(' ') };
  return jsonAnswer(200, body, { 'cache-control': 'no-store' });
}
