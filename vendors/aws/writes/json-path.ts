import type { JsonValue } from '../../../platform/records/json.ts';

/** A JSON object of AWS. */
export type JsonObject = { [member: string]: JsonValue };

/** True for an object that is no list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member at a path such as `Customer.Contacts.0.Email`; undefined where there is none. */
export function memberAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const part of path.split('.')) {
    if (Array.isArray(found)) found = found[Number(part)];
    else if (isObject(found) && Object.hasOwn(found, part)) found = found[part];
    else return undefined;
  }
  return found;
}

/** A copy with the member at a path replaced; null takes it away. What leads there is made where it is missing. */
export function withMember(value: JsonValue | undefined, path: string, member: JsonValue): JsonValue {
  const [part = '', ...rest] = path.split('.');
  if (/^\d+$/.test(part)) return withEntry(value, { index: Number(part), rest }, member);
  const { [part]: before, ...others } = isObject(value) ? value : {};
  const after = rest.length === 0 ? member : withMember(before, rest.join('.'), member);
  return after === null ? others : { ...others, [part]: after };
}

function withEntry(
  value: JsonValue | undefined,
  at: { readonly index: number; readonly rest: readonly string[] },
  member: JsonValue,
): JsonValue {
  const entries = Array.isArray(value) ? [...value] : [];
  entries[at.index] = at.rest.length === 0 ? member : withMember(entries[at.index], at.rest.join('.'), member);
  return entries;
}
