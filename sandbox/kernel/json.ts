/** Any value JSON can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [member: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as text; empty when it is missing or of another type. */
export function text(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A copy of `base` with `change` laid over it: objects merge member by member, everything else replaces. */
export function deepMerge(base: JsonObject, change: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(change)) {
    const before = merged.get(name);
    merged.set(name, isObject(before) && isObject(value) ? deepMerge(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/** @returns the parsed value, or undefined when the bytes are not JSON */
export function parseJson(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
