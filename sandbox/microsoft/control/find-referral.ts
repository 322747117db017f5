import { ControlError } from '../../kernel/stand-in.ts';
import { text } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';
import type { ReferralStore } from '../partner/referrals/referral-store.ts';
import type { StoredReferral } from '../partner/referrals/stored-referral.ts';
import type { Tenant } from '../tenant.ts';
import type { World } from '../world.ts';

export interface LocatedReferral {
  readonly store: ReferralStore;
  readonly record: StoredReferral;
}

/**
 * The tenant a change names by `tenant` (its id) or `partner` (its index), null when it names none.
 * @throws ControlError when the named tenant is not known
 */
export function namedTenant(world: World, change: JsonObject): Tenant | null {
  const { tenant = null, partner = null } = change;
  if (tenant === null && partner === null) return null;
  const found = tenant === null ? world.directory.byIndex(Number(partner)) : world.directory.byTenantId(String(tenant));
  if (found) return found;
  throw new ControlError(
    `${tenant === null ? 'partner' : 'tenant'}: expected a known one, got ${JSON.stringify(tenant ?? partner)}`,
  );
}

/**
 * Looks for a referral in the named tenant, or in all of them.
 * @param pick the record of one store, or null
 */
export function searchReferral(
  world: World,
  change: JsonObject,
  pick: (store: ReferralStore) => StoredReferral | null,
): LocatedReferral | null {
  const named = namedTenant(world, change);
  for (const tenant of named ? [named] : world.directory.all()) {
    const record = pick(tenant.referrals);
    if (record) return { store: tenant.referrals, record };
  }
  return null;
}

/** The referral a change names by its id. @throws ControlError when there is none */
export function locateReferral(world: World, change: JsonObject): LocatedReferral {
  const id = text(change, 'id');
  if (id === '') throw new ControlError('id: expected the id of a referral');
  const located = searchReferral(world, change, (store) => store.find(id));
  if (located) return located;
  throw new ControlError(`id: no referral '${id}'`);
}
