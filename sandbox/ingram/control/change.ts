import { ControlError } from '../../kernel/stand-in.ts';
import { isObject, text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Records } from '../../kernel/records.ts';
import type { World } from '../world.ts';

function partnerDeals(world: World, partner: unknown): ReadonlyMap<string, Records> {
  const deals = typeof partner === 'number' ? world.dealsOf(partner) : null;
  if (deals) return deals;
  throw new ControlError(`partner: expected one from 1 to ${world.settings.partners}, got ${JSON.stringify(partner)}`);
}

/** The named partner's records, of the named country's account or of all its accounts. */
function named(world: World, change: JsonObject, partner: unknown): readonly Records[] {
  const deals = partnerDeals(world, partner);
  if (change['country'] === undefined) return [...deals.values()];
  const found = deals.get(text(change, 'country'));
  if (found) return [found];
  throw new ControlError(`country: expected one of ${[...deals.keys()].join(', ')}`);
}

function* searched(world: World, change: JsonObject): Generator<Records> {
  if (change['partner'] !== undefined) return yield* named(world, change, change['partner']);
  for (let partner = 1; partner <= world.settings.partners; partner += 1) yield* partnerDeals(world, partner).values();
}

function holder(world: World, change: JsonObject): { records: Records; id: string } {
  const id = text(change, 'id');
  for (const records of searched(world, change)) if (id !== '' && records.find(id)) return { records, id };
  throw new ControlError(`id: expected a known one, got ${JSON.stringify(change['id'] ?? null)}`);
}

function create(world: World, change: JsonObject, given: JsonObject): JsonObject {
  const id = text(given, 'dealId');
  if (id === '') throw new ControlError('create.dealId: expected a text, the id of the new record');
  const [records] = named(world, change, change['partner'] ?? 1);
  if (!records) throw new ControlError('partner: expected one with an account');
  return records.put(id, given);
}

/**
 * Changes a deal: exactly one of `create`, `set`, `delete`. Values may have wrong types on purpose.
 * @returns the record after the change; a deleted one as it was
 * @throws ControlError when the id is unknown or the change has a wrong shape
 */
export function applyChange(world: World, input: unknown): JsonObject {
  if (!isObject(input)) throw new ControlError('change: expected an object');
  if (text(input, 'type') !== 'deal') throw new ControlError('type: expected deal');
  const { create: given, set: values, delete: gone } = input;
  if ([given, values, gone].filter((part) => part !== undefined).length !== 1) {
    throw new ControlError('change: expected exactly one of create, set, delete');
  }
  if (given !== undefined) {
    if (!isObject(given)) throw new ControlError('create: expected an object');
    return create(world, input, given);
  }
  if (gone !== undefined && gone !== true) throw new ControlError('delete: expected true');
  if (values !== undefined && !isObject(values)) throw new ControlError('set: expected an object');
  const { records, id } = holder(world, input);
  const record = isObject(values) ? records.set(id, values) : records.remove(id);
  return record ?? {};
}
