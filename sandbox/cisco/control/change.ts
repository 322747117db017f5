import { ControlError } from '../../kernel/stand-in.ts';
import type { Account } from '../account-store.ts';
import { isObject, text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Records } from '../../kernel/records.ts';
import type { World } from '../world.ts';

interface Kind {
  readonly idMember: string;
  readonly recordsOf: (account: Account) => Records;
  /** The partner that a new record goes to when the change names none. */
  readonly home: number;
}

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['deal', { idMember: 'dealId', recordsOf: ({ deals }) => deals, home: 1 }],
  ['quote', { idMember: 'quoteId', recordsOf: ({ quotes }) => quotes, home: 1 }],
  ['reseller', { idMember: 'pdbBeGeoID', recordsOf: ({ resellers }) => resellers, home: 3 }],
]);

function accountAt(world: World, partner: unknown): Account {
  const account = typeof partner === 'number' ? world.account(partner) : null;
  if (account) return account;
  throw new ControlError(`partner: expected one from 1 to ${world.settings.partners}, got ${JSON.stringify(partner)}`);
}

function* accounts(world: World): Generator<Account> {
  for (let index = 1; index <= world.settings.partners; index += 1) yield accountAt(world, index);
}

/** The records that hold the id: the named partner's, or the first partner's that has it. */
function holder(world: World, kind: Kind, change: JsonObject): { records: Records; id: string } {
  const id = text(change, 'id');
  const among = change['partner'] === undefined ? accounts(world) : [accountAt(world, change['partner'])];
  for (const account of among) {
    const records = kind.recordsOf(account);
    if (id !== '' && records.find(id)) return { records, id };
  }
  throw new ControlError(`id: expected a known one, got ${JSON.stringify(change['id'] ?? null)}`);
}

function create(world: World, kind: Kind, change: JsonObject, given: JsonObject): JsonObject {
  const id = text(given, kind.idMember);
  if (id === '') throw new ControlError(`create.${kind.idMember}: expected a text, the id of the new record`);
  return kind.recordsOf(accountAt(world, change['partner'] ?? kind.home)).put(id, given);
}

/**
 * Changes a deal, a quote or a reseller: exactly one of `create`, `set`, `delete`. Values may have wrong types on purpose.
 * @returns the record after the change; a deleted one as it was
 * @throws ControlError when the type or id is unknown or the change has a wrong shape
 */
export function applyChange(world: World, input: unknown): JsonObject {
  if (!isObject(input)) throw new ControlError('change: expected an object');
  const kind = KINDS.get(text(input, 'type'));
  if (!kind) throw new ControlError(`type: expected one of ${[...KINDS.keys()].join(', ')}`);
  const { create: given, set: values, delete: gone } = input;
  if ([given, values, gone].filter((part) => part !== undefined).length !== 1) {
    throw new ControlError('change: expected exactly one of create, set, delete');
  }
  if (given !== undefined) {
    if (!isObject(given)) throw new ControlError('create: expected an object');
    return create(world, kind, input, given);
  }
  const { records, id } = holder(world, kind, input);
  if (gone !== undefined && gone !== true) throw new ControlError('delete: expected true');
  if (values !== undefined && !isObject(values)) throw new ControlError('set: expected an object');
  const record = isObject(values) ? records.set(id, values) : records.remove(id);
  return record ?? {};
}
