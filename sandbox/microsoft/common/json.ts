/** Any value JSON can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [member: string]: Json };

/** Member names that would reach an object's prototype: never written to. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a member name that may be written. */
export function isSafeName(name: string): boolean {
  return !FORBIDDEN_NAMES.has(name);
}

/** The member's own value, or undefined when the object lacks it. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The member as text; empty when it is missing or of another type. */
export function text(object: JsonObject, name: string): string {
  const value = member(object, name);
  return typeof value === 'string' ? value : '';
}

/** A copy of `base` with `change` laid over it: objects merge member by member, everything else replaces. */
export function deepMerge(base: JsonObject, change: JsonObject): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [name, value] of Object.entries(change)) {
    if (!isSafeName(name)) continue;
    const before = member(merged, name);
    merged[name] = isObject(before) && isObject(value) ? deepMerge(before, value) : value;
  }
  return merged;
}

/** @returns the parsed value, or undefined when the bytes are not JSON */
export function parseJson(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
