import { isObject, isSafeName } from '../../common/json.ts';
import type { Json, JsonObject } from '../../common/json.ts';

/** Why a JSON Patch cannot be applied. */
export class PatchError extends Error {}

export interface PatchOperation {
  readonly op: 'add' | 'replace';
  /** The decoded segments of the pointer: `/details/dealValue` is `['details', 'dealValue']`. */
  readonly path: readonly string[];
  readonly value: Json;
}

function readPointer(pointer: Json | undefined, index: number): string[] {
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) {
    throw new PatchError(`operation ${index}: path must be text that starts with '/'`);
  }
  if (/~(?![01])/.test(pointer)) throw new PatchError(`operation ${index}: path '${pointer}' has a wrong escape`);
  const segments = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (segments.every(isSafeName)) return segments;
  throw new PatchError(`operation ${index}: path '${pointer}' is not allowed`);
}

/** Reads a JSON Patch (RFC 6902) of which the service takes `add` and `replace` `[PR20 patch-a-referral.md]`. @throws PatchError */
export function readPatch(body: Json | undefined): PatchOperation[] {
  if (!Array.isArray(body) || body.length === 0) throw new PatchError('expected a list of operations');
  return body.map((entry, index) => {
    if (!isObject(entry)) throw new PatchError(`operation ${index}: expected an object`);
    const op = entry['op'];
    if (op !== 'add' && op !== 'replace') {
      throw new PatchError(`operation ${index}: op must be add or replace, got ${JSON.stringify(op ?? null)}`);
    }
    const value = entry['value'];
    if (value === undefined) throw new PatchError(`operation ${index}: value is missing`);
    return { op, path: readPointer(entry['path'], index), value };
  });
}

function listIndex(list: readonly Json[], segment: string, operation: PatchOperation): number {
  if (segment === '-' && operation.op === 'add') return list.length;
  const index = /^(0|[1-9]\d{0,5})$/.test(segment) ? Number(segment) : -1;
  const last = operation.op === 'add' ? list.length : list.length - 1;
  if (index < 0 || index > last) throw new PatchError(`'/${operation.path.join('/')}' does not exist`);
  return index;
}

function child(parent: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(parent)) return /^\d{1,6}$/.test(segment) ? parent[Number(segment)] : undefined;
  return isObject(parent) && Object.hasOwn(parent, segment) ? parent[segment] : undefined;
}

function applyOne(document: JsonObject, operation: PatchOperation): void {
  const pointer = `/${operation.path.join('/')}`;
  const last = operation.path.at(-1) ?? '';
  const parent = operation.path.slice(0, -1).reduce<Json | undefined>(child, document);
  if (Array.isArray(parent)) {
    parent.splice(listIndex(parent, last, operation), operation.op === 'replace' ? 1 : 0, operation.value);
    return;
  }
  if (!isObject(parent)) throw new PatchError(`'${pointer}' does not exist`);
  if (operation.op === 'replace' && !Object.hasOwn(parent, last)) throw new PatchError(`'${pointer}' does not exist`);
  parent[last] = operation.value;
}

/**
 * Applies all operations or none.
 * @returns a changed copy of the document
 * @throws PatchError naming the path that does not exist
 */
export function applyPatch(document: JsonObject, operations: readonly PatchOperation[]): JsonObject {
  const copy = structuredClone(document);
  for (const operation of operations) applyOne(copy, operation);
  return copy;
}
