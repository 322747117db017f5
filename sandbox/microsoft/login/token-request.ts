import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { isSigned, signText } from '../common/seeded.ts';
import type { Tenant } from '../tenant.ts';
import type { MicrosoftRole } from '../users.ts';
import type { World } from '../world.ts';
import { PARTNER_AUDIENCE, PARTNER_CENTER_AUDIENCE } from './access-tokens.ts';
import { EntraError } from './entra-error.ts';
import { readRefreshToken } from './refresh-token-text.ts';

const RESOURCES: readonly string[] = [PARTNER_AUDIENCE, PARTNER_CENTER_AUDIENCE];

/** A token request that was found good: who, for which host, and the refresh token that replaces the used one. */
export interface GrantedRequest {
  readonly tenant: Tenant;
  readonly role: MicrosoftRole;
  readonly resource: string;
  readonly nextSerial: number;
}

/** Compares without telling by the time taken how much of the secret was right. */
function sameSecret(expected: string, given: string): boolean {
  return isSigned('secret', expected, signText('secret', given));
}

function requiredMember(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new EntraError(
    400,
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

function checkClient(form: URLSearchParams, tenant: Tenant): void {
  const clientId = requiredMember(form, 'client_id');
  if (clientId !== tenant.account.clientId) {
    throw new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application '${clientId}' was not found in the directory.`,
    );
  }
  const secret = form.get('client_secret');
  if (!secret) throw new EntraError(401, 'invalid_client', 7000218, "The request body must contain 'client_secret'.");
  if (!sameSecret(tenant.account.clientSecret, secret)) {
    throw new EntraError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  }
}

/** Checks a request to the v1 token endpoint `[SDKD enable-secure-app-model.md]`. @throws EntraError */
export function readTokenRequest(world: World, request: SandboxRequest, tenantId: string): GrantedRequest {
  const tenant = world.directory.byTenantId(tenantId);
  if (!tenant) throw new EntraError(400, 'invalid_request', 90002, `Tenant '${tenantId}' not found.`);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new EntraError(400, 'invalid_request', 900144, 'The request body must be form-urlencoded.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = requiredMember(form, 'grant_type');
  checkClient(form, tenant);
  if (grant !== 'refresh_token') {
    throw new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    );
  }
  const resource = requiredMember(form, 'resource');
  if (!RESOURCES.includes(resource)) {
    throw new EntraError(400, 'invalid_resource', 500011, `The resource principal named ${resource} was not found.`);
  }
  const facts = readRefreshToken(world.settings.seed, requiredMember(form, 'refresh_token'));
  if (!facts || facts.index !== tenant.partner.index) {
    throw new EntraError(
      400,
      'invalid_grant',
      9002313,
      'The refresh token is malformed or was issued to another tenant.',
    );
  }
  const nextSerial = tenant.isRevoked ? null : tenant.refreshChain(facts.role).use(facts.serial);
  if (nextSerial === null) {
    throw new EntraError(400, 'invalid_grant', 70008, 'The refresh token has been used, has expired or was revoked.');
  }
  return { tenant, role: facts.role, resource, nextSerial };
}
