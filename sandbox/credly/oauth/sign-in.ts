import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { CredlyError } from '../answers.ts';
import { SCOPES } from '../call.ts';
import type { Caller, Scope } from '../call.ts';
import type { World } from '../world.ts';
import { basicCredentials } from './basic.ts';

function basicCaller(world: World, header: string | undefined): Caller | null {
  const basic = basicCredentials(header);
  // Only the standard form: the token as the name, and nothing after the colon.
  if (!basic || basic.password !== '') return null;
  const organization = world.organizationOf('authorizationToken', basic.name);
  return organization && { organization, scopes: new Set<Scope>(SCOPES) };
}

function bearerCaller(world: World, header: string | undefined): Caller | null {
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
  const grant = token === undefined ? null : world.tokens.check(token);
  const organization = grant && world.organization(grant.organizationId);
  return grant && organization ? { organization, scopes: grant.scopes } : null;
}

/** Who asks. @throws CredlyError 401 when nobody does, 403 when the caller may not do what is asked */
export function signIn(world: World, request: SandboxRequest, scope: Scope): Caller {
  const { authorization } = request.headers;
  const caller = basicCaller(world, authorization) ?? bearerCaller(world, authorization);
  if (!caller) throw new CredlyError(401, 'The credentials are missing, unknown or expired.');
  if (!caller.scopes.has(scope)) throw new CredlyError(403, `The token lacks the scope ${scope}.`);
  return caller;
}
