import { ControlError } from '../../kernel/stand-in.ts';
import { deepMerge, isObject, member } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';
import { wireReferral } from '../partner/referrals/referral-answer.ts';
import { idOf } from '../partner/referrals/stored-referral.ts';
import type { World } from '../world.ts';
import { locateReferral, namedTenant } from './find-referral.ts';
import type { LocatedReferral } from './find-referral.ts';
import { addIncomingReferral } from './incoming-referral.ts';

function create(world: World, change: JsonObject, given: JsonObject): JsonObject {
  const tenant = namedTenant(world, change) ?? world.directory.byIndex(1);
  if (!tenant) throw new ControlError('tenant: the stand-in has no partner');
  return wireReferral(addIncomingReferral(tenant, given));
}

/** Lays `set` over the record. What it sets itself stays, also the time and the version. */
function set({ store, record }: LocatedReferral, change: JsonObject, given: JsonObject): void {
  const merged = deepMerge(record.document, given);
  if (change['touch'] === false) {
    store.write(record, merged);
    return;
  }
  const { updatedDateTime, eTag } = given;
  store.commit(record, merged);
  store.write(record, {
    ...record.document,
    ...(updatedDateTime === undefined ? {} : { updatedDateTime }),
    ...(eTag === undefined ? {} : { eTag }),
  });
}

/**
 * A change of `{"type":"referral"}`: exactly one of `create`, `set`, `delete`, `locked`.
 * @returns the referral as it goes over the wire
 * @throws ControlError when none of them is there or one has a wrong shape
 */
export function changeReferral(world: World, change: JsonObject): JsonObject {
  const given = member(change, 'create');
  if (given !== undefined) {
    if (!isObject(given)) throw new ControlError('create: expected an object');
    return create(world, change, given);
  }
  const located = locateReferral(world, change);
  const { store, record } = located;
  if (change['delete'] === true) {
    store.remove(idOf(record));
    return wireReferral(record);
  }
  const [values, locked] = [member(change, 'set'), member(change, 'locked')];
  if (values === undefined && typeof locked !== 'boolean') {
    throw new ControlError('referral: expected create, set, delete or locked');
  }
  if (values !== undefined && !isObject(values)) throw new ControlError('set: expected an object');
  if (isObject(values) && (member(values, 'id') ?? idOf(record)) !== idOf(record))
    throw new ControlError('set.id: the id cannot change');
  if (typeof locked === 'boolean') store.setLocked(record, locked);
  if (isObject(values)) set(located, change, values);
  return wireReferral(record);
}
