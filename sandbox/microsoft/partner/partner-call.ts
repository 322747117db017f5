import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { parseJson } from '../common/json.ts';
import type { Json } from '../common/json.ts';
import type { Session } from '../login/access-tokens.ts';
import type { World } from '../world.ts';
import { PartnerError, invalidRequest } from './partner-error.ts';

/** A request of the partner host whose token was found good. */
export interface PartnerCall {
  readonly world: World;
  readonly session: Session;
  readonly request: SandboxRequest;
}

/** The request's JSON. @throws PartnerError 415 for another media type, 400 for bytes that are not JSON */
export function jsonBody(request: SandboxRequest): Json {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(json-patch\+)?json\b/i.test(type)) {
    throw new PartnerError(415, 'invalidRequest', `expected Content-Type application/json, got '${type}'`);
  }
  const body = parseJson(request.body);
  if (body === undefined) throw invalidRequest('body', 'the body is not JSON');
  return body;
}
