import type { z } from 'zod';
import type { JsonValue } from '../records/json.ts';
import type { MalformedItem } from './contract.ts';

/** A value that has the shape its reader expects, or why not. */
export type Checked<T> = { readonly value: T } | { readonly fault: ShapeFault };

export interface ShapeFault {
  /** JSON Pointer (RFC 6901) to the first bad member. */
  readonly path: string;
  /** What was expected and what came: types only, since a value may be personal data. */
  readonly problem: string;
}

/**
 * Checks one value that a vendor sent. The messages of a shape's own checks name what is expected: "a decimal number".
 * @param at JSON Pointer of the value in what the reader reports; `''` when it is the whole
 */
export function check<T>(shape: z.ZodType<T>, value: JsonValue, at = ''): Checked<T> {
  const result = shape.safeParse(value);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  // A wrong type is told by its name; anything else had the right type and not the right form.
  const isWrongType = issue?.code === 'invalid_type' || issue?.code === 'invalid_union';
  const expected = issue?.code === 'invalid_type' ? issue.expected : (issue?.message ?? 'another shape');
  const came = typeName(memberAt(value, path));
  const got = isWrongType || came !== 'string' ? came : textName(memberAt(value, path));
  return { fault: { path: at + pointerTo(path), problem: `expected ${expected}, got ${got}` } };
}

/** The item that stands in for a record with a wrong shape. */
export function malformed(fault: ShapeFault, remoteId: string | null): MalformedItem {
  return { malformed: { remoteId, path: fault.path, problem: fault.problem } };
}

/** The text of a member, for naming a record whose shape is wrong. */
export function textMember(value: JsonValue, member: string): string | null {
  const found = memberAt(value, [member]);
  return typeof found === 'string' && found !== '' ? found : null;
}

/** The same for vendors that write an identifier now as text and now as a number: trimmed. */
export function idMember(value: JsonValue, member: string): string | null {
  const found = memberAt(value, [member]);
  const text = (typeof found === 'number' ? String(found) : (textMember(value, member) ?? '')).trim();
  return text === '' ? null : text;
}

/** The JSON Pointer of a path of members: `/a~1b/0` for `['a/b', 0]`; `''` for none. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function memberAt(value: JsonValue, path: readonly PropertyKey[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(part)] : Object.hasOwn(found, part) ? found[String(part)] : undefined;
  }
  return found;
}

function typeName(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function textName(text: JsonValue | undefined): string {
  return text === '' ? 'an empty string' : 'another string';
}
