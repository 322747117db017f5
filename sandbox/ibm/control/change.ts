import { ControlError } from '../../kernel/stand-in.ts';
import { isObject, text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { billingOptionRows } from '../partner/billing-options.ts';
import { creditPoolRows } from '../partner/credit-pools.ts';
import { customerEntities, sellerEntity } from '../partner/entities.ts';
import { monthOf } from '../partner/month.ts';
import type { Row } from '../partner/row.ts';
import type { Seller } from '../partner/seller.ts';
import { usageReport } from '../partner/usage.ts';
import type { World } from '../world.ts';
import { KINDS } from './overlay.ts';
import type { Kind } from './overlay.ts';

/** A seller's rows of this month, as answers show them. */
function rowsOf(world: World, kind: Kind, seller: Seller): readonly Row[] {
  const now = world.settings.now();
  const month = monthOf(now);
  if (kind === 'billingOption') return world.overlay.rows(kind, seller.index, billingOptionRows(seller, month));
  if (kind === 'creditPool') return world.overlay.rows(kind, seller.index, creditPoolRows(seller, month, now));
  const scope = { seed: world.settings.seed, now, month, viewpoint: seller.role };
  const entities = [sellerEntity(seller, world.below(seller)), ...customerEntities(seller)];
  return world.overlay.changed(
    kind,
    entities.map((entity) => ({ id: entity.id, document: usageReport(entity, scope) })),
  );
}

function sellerAt(world: World, partner: unknown): Seller {
  const seller = typeof partner === 'number' ? world.seller(partner) : null;
  if (seller) return seller;
  throw new ControlError(`partner: expected one that resells IBM Cloud, got ${JSON.stringify(partner)}`);
}

function* sellers(world: World, change: JsonObject): Generator<Seller> {
  if (change['partner'] !== undefined) return yield sellerAt(world, change['partner']);
  for (let index = 1; index <= world.settings.partners; index += 1) {
    const seller = world.seller(index);
    if (seller) yield seller;
  }
}

function find(world: World, kind: Kind, change: JsonObject): Row | null {
  const id = text(change, 'id');
  for (const seller of sellers(world, change)) {
    const row = rowsOf(world, kind, seller).find((candidate) => candidate.id === id);
    if (row) return row;
  }
  return null;
}

function found(world: World, kind: Kind, change: JsonObject): Row {
  const row = find(world, kind, change);
  if (row) return row;
  throw new ControlError(`id: expected one of this month, got ${JSON.stringify(change['id'] ?? null)}`);
}

function create(world: World, kind: Kind, change: JsonObject, given: JsonObject): JsonObject {
  if (kind === 'usageReport') throw new ControlError('create: a usage report is made from its entity only');
  const pool = `${text(given, 'customer_id')}/${text(given, 'type')}`;
  const id = kind === 'billingOption' ? text(given, 'id') : pool;
  const expected = kind === 'billingOption' ? 'create.id: expected a text' : 'create: expected customer_id and type';
  if (id === '' || id.startsWith('/') || id.endsWith('/')) throw new ControlError(expected);
  world.overlay.create(kind, sellerAt(world, change['partner'] ?? 1).index, { id, document: given });
  return given;
}

/**
 * Changes a billing option, a credit pool or a usage report: exactly one of `create`, `set`, `delete`. Values may have
 * wrong types on purpose; they show in every month.
 * @returns the record after the change, in this month; a deleted one as it was
 * @throws ControlError when the type or id is unknown or the change has a wrong shape
 */
export function applyChange(world: World, input: unknown): JsonObject {
  if (!isObject(input)) throw new ControlError('change: expected an object');
  const kind = KINDS.find((known) => known === input['type']);
  if (!kind) throw new ControlError(`type: expected one of ${KINDS.join(', ')}`);
  const { create: given, set: values, delete: gone } = input;
  if ([given, values, gone].filter((part) => part !== undefined).length !== 1) {
    throw new ControlError('change: expected exactly one of create, set, delete');
  }
  if (given !== undefined) {
    if (!isObject(given)) throw new ControlError('create: expected an object');
    return create(world, kind, input, given);
  }
  if (gone !== undefined && gone !== true) throw new ControlError('delete: expected true');
  if (values !== undefined && !isObject(values)) throw new ControlError('set: expected an object');
  const row = found(world, kind, input);
  if (!isObject(values)) {
    world.overlay.delete(kind, row.id);
    return row.document;
  }
  world.overlay.set(kind, row.id, values);
  return found(world, kind, input).document;
}
