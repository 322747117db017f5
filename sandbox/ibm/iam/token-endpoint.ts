import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { IbmError, jsonAnswer } from '../answers.ts';
import type { World } from '../world.ts';

const GRANT = 'urn:ibm:params:oauth:grant-type:apikey';
const RESPONSE_TYPE = 'cloud_iam';

/**
 * `POST /identity/token` with an API key. The client's own Basic credentials are optional and not looked at.
 * `expires_in` and `expiration` promise twice the time that the token's claims give: clients must read the claims.
 * @throws IbmError 400
 */
export function issueToken(world: World, request: SandboxRequest): SandboxResponse {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new IbmError(400, 'BXNIM0000E', 'The body must be form-urlencoded.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (form.get('grant_type') !== GRANT) throw new IbmError(400, 'BXNIM0000E', `grant_type: expected ${GRANT}`);
  if ((form.get('response_type') ?? RESPONSE_TYPE) !== RESPONSE_TYPE) {
    throw new IbmError(400, 'BXNIM0000E', `response_type: expected ${RESPONSE_TYPE}`);
  }
  const partner = world.partnerOfKey(form.get('apikey') ?? '');
  if (partner === null) throw new IbmError(400, 'BXNIM0415E', 'Provided API key could not be found.');
  const { token, issuedAt, expiresAt } = world.tokens.issue(partner);
  const promised = 2 * (expiresAt - issuedAt);
  const body = {
    access_token: token,
    refresh_token: 'not_supported',
    token_type: 'Bearer',
    expires_in: promised,
    expiration: issuedAt + promised,
  };
  return jsonAnswer(200, body, { 'cache-control': 'no-store' });
}
