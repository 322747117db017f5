import { ControlError } from '../../kernel/stand-in.ts';
import type { JsonObject } from '../common/json.ts';
import type { World } from '../world.ts';
import { namedTenant } from './find-referral.ts';

/**
 * Withdraws the consent of a tenant, or gives it back: while it is withdrawn every refresh token is refused.
 * @throws ControlError when no tenant is named or `revoked` is missing
 */
export function changeConsent(world: World, change: JsonObject): JsonObject {
  const tenant = namedTenant(world, change);
  if (!tenant) throw new ControlError('tenant: expected the id of a tenant');
  const { revoked } = change;
  if (typeof revoked !== 'boolean') throw new ControlError('revoked: expected true or false');
  tenant.setRevoked(revoked);
  return { type: 'consent', tenant: tenant.account.tenantId, revoked };
}
