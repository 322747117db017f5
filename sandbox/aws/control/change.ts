import { ControlError } from '../../kernel/stand-in.ts';
import { isObject, merge, textAt, type Json, type JsonObject } from '../json.ts';
import { newAllocation } from '../seed/allocations.ts';
import { newInvitation } from '../seed/invitations.ts';
import { afterReview } from '../selling/review.ts';
import { isCatalog, type Stores } from '../store/stores.ts';
import { RECORD_TYPES, type RecordType, type Store } from '../store/store.ts';
import { touched } from './touch.ts';

/** The body of `POST /_control/aws/records`, checked. */
interface Change {
  readonly type: RecordType;
  readonly account: string;
  readonly catalog: 'AWS' | 'Sandbox';
  /** Left out to make a new record. */
  readonly id: string | null;
  readonly set: JsonObject;
  readonly delete: boolean;
  /** Whether the record's time of change and revision move on. */
  readonly touch: boolean;
}

const MEMBERS: readonly string[] = ['type', 'account', 'catalog', 'id', 'set', 'delete', 'touch'];

/** What the vendor can make out of nothing. */
const MAKERS: Readonly<Partial<Record<RecordType, (store: Store, now: number) => JsonObject>>> = {
  invitation: newInvitation,
  allocation: newAllocation,
};

function wrong(member: string, expected: string, value: unknown): ControlError {
  return new ControlError(`${member}: expected ${expected}, got ${JSON.stringify(value)}`);
}

function flag(input: JsonObject, member: string, fallback: boolean): boolean {
  const value = input[member] ?? fallback;
  if (typeof value !== 'boolean') throw wrong(member, 'true or false', value);
  return value;
}

function parse(input: unknown): Change {
  if (!isObject(input)) throw wrong('body', 'an object', input);
  const unknown = Object.keys(input).find((member) => !MEMBERS.includes(member));
  if (unknown) throw new ControlError(`${unknown}: unknown member; known are ${MEMBERS.join(', ')}`);
  const type = RECORD_TYPES.find((each) => each === input['type']);
  if (!type) throw wrong('type', `one of ${RECORD_TYPES.join(', ')}`, input['type']);
  const { account, catalog = 'AWS', id = null, set = {} } = input;
  if (typeof account !== 'string') throw wrong('account', 'an account id', account);
  if (!isCatalog(catalog)) throw wrong('catalog', 'AWS or Sandbox', catalog);
  if (id !== null && typeof id !== 'string') throw wrong('id', 'a text', id);
  if (!isObject(set)) throw wrong('set', 'an object', set);
  return { type, account, catalog, id, set, delete: flag(input, 'delete', false), touch: flag(input, 'touch', true) };
}

function storeOf(stores: Stores, change: Change): Store {
  const account = stores.account(change.account);
  if (!account) throw wrong('account', 'an account of the stand-in', change.account);
  return stores.store(account, change.catalog);
}

function create(store: Store, change: Change, now: number): JsonObject {
  const make = MAKERS[change.type];
  if (!make) throw wrong('id', `an id: only ${Object.keys(MAKERS).join(' and ')} can be made`, change.id);
  const record = merge(make(store, now), change.set) as JsonObject;
  store.put(change.type, textAt(record, 'Id'), record);
  return record;
}

/**
 * Changes, makes or deletes a record as AWS's staff would. Values are stored as they come, also of a wrong type.
 * @param now milliseconds since 1970
 * @returns the record after the change; as it was, when it was deleted
 * @throws ControlError naming the member that is wrong
 */
export function changeRecord(stores: Stores, input: unknown, now: number): Json {
  const change = parse(input);
  const store = storeOf(stores, change);
  if (change.id === null) return create(store, change, now);
  const before = store.get(change.type, change.id);
  if (!before) throw wrong('id', `a known ${change.type}`, change.id);
  if (change.delete) {
    store.table(change.type).delete(change.id);
    return before;
  }
  const moved = change.touch ? { ...before, ...touched(change.type, before, now) } : before;
  const after = merge(moved, change.set) as JsonObject;
  store.put(change.type, change.id, after);
  const decided = textAt(after, 'LifeCycle', 'ReviewStatus') !== textAt(before, 'LifeCycle', 'ReviewStatus');
  if (change.type === 'opportunity' && decided) afterReview(store, after);
  return after;
}
