/** Any value JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export interface JsonObject {
  [member: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of members, or undefined when a step is missing or no object. */
export function at(value: Json | undefined, ...path: string[]): Json | undefined {
  let here = value;
  for (const member of path) {
    if (!isObject(here)) return undefined;
    here = Object.hasOwn(here, member) ? here[member] : undefined;
  }
  return here;
}

/** The text at a path, or '' when there is none. */
export function textAt(value: Json | undefined, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The object at a path, or an empty one when there is none. */
export function objectAt(value: Json | undefined, ...path: string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

/** The list at a path, or an empty one when there is none. */
export function listAt(value: Json | undefined, ...path: string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts of the list at a path; items that are no texts are left out. */
export function textsAt(value: Json | undefined, ...path: string[]): string[] {
  return listAt(value, ...path).filter((item) => typeof item === 'string');
}

/** Without members and list items that are null, at every level. */
export function withoutNulls<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map((item) => withoutNulls(item)) as T;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([member, item]) => [member, withoutNulls(item)])) as T;
}

/** Only the members that have a value. */
export function pick(value: JsonObject, members: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const member of members) {
    const item = value[member];
    if (item !== undefined && item !== null) picked[member] = item;
  }
  return picked;
}

/** The change laid over the base: objects are merged, lists and single values replaced, null takes a value away. */
export function merge(base: Json | undefined, change: Json): Json {
  if (!isObject(change)) return change;
  const merged: JsonObject = isObject(base) ? { ...base } : {};
  for (const [member, value] of Object.entries(change)) merged[member] = merge(merged[member], value);
  return merged;
}

/** One text for one value, whatever the order of its members: what request bodies are compared by. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([member, item]) => `${JSON.stringify(member)}:${canonical(item)}`).join(',')}}`;
}
