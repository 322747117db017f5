import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { unreadable } from '../client/answer-body.ts';

/** A value that has the shape its reader expects, or why not. */
export type Checked<T> = { readonly value: T } | { readonly fault: ShapeFault };

export interface ShapeFault {
  /** JSON Pointer (RFC 6901) to the first bad member. */
  readonly path: string;
  /** What was expected and what came: types only. */
  readonly problem: string;
}

/** Checks one value. No value is ever repeated in a problem, since it may be personal data. */
export function check<T>(shape: z.ZodType<T>, value: JsonValue): Checked<T> {
  const result = shape.safeParse(value);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  const path = issue?.path.map(String) ?? [];
  const expected = issue?.code === 'invalid_type' ? issue.expected : (issue?.message ?? 'another shape');
  return { fault: { path: pointer(path), problem: `expected ${expected}, got ${typeName(memberAt(value, path))}` } };
}

/**
 * Checks the envelope of an answer, without which nothing in it can be read.
 * @throws VendorError `upstream_error` naming the member
 */
export function checkAnswer<T>(shape: z.ZodType<T>, body: JsonValue, operation: string): T {
  const checked = check(shape, body);
  if ('value' in checked) return checked.value;
  throw unreadable(operation, `${checked.fault.path || 'its body'}: ${checked.fault.problem}`);
}

/** The item that stands in for a record with a wrong shape. */
export function malformed(fault: ShapeFault, remoteId: string | null): MalformedItem {
  return { malformed: { remoteId, path: fault.path, problem: fault.problem } };
}

/** The text of a member, for naming a record whose shape is wrong; a number counts as its text. */
export function textMember(value: JsonValue, member: string): string | null {
  const found = memberAt(value, [member]);
  const text = typeof found === 'number' ? String(found) : found;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function memberAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(part)] : Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return found;
}

function typeName(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
