import type { JsonValue } from '../../../../platform/records/json.ts';

/** The parts of a JSON Pointer; none of ours holds an escaped character. */
export function partsOf(pointer: string): string[] {
  return pointer.split('/').slice(1);
}

/** What a pointer names within a value; undefined for what is not there. */
export function valueAt(whole: unknown, pointer: string): JsonValue | undefined {
  let found: unknown = whole;
  for (const part of partsOf(pointer)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found as JsonValue | undefined;
}

/** Pointers of everything within a value that is no object itself, nor empty: `null` says nothing. */
export function leavesOf(value: unknown, at: string): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([member, inner]) => leavesOf(inner, `${at}/${member}`));
}

/** A value with one member replaced or added; objects on the way that are missing are made. The value itself stays. */
export function withValue(whole: JsonValue, pointer: string, value: JsonValue): JsonValue {
  const [first, ...rest] = partsOf(pointer);
  if (first === undefined) return value;
  const members = typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? whole : {};
  const inner = withValue(members[first] ?? {}, rest.map((part) => `/${part}`).join(''), value);
  return { ...members, [first]: inner };
}
