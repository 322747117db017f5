import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: ShapeFault };

export interface ShapeFault {
  /** JSON Pointer to the first bad member. */
  readonly path: string;
  /** Types only: the values may be personal data. */
  readonly problem: string;
}

/**
 * Checks JSON of the wire against its documented shape.
 * @param at JSON Pointer of this value in what the caller will report, `''` for the whole
 */
export function readShape<T>(shape: z.ZodType<T>, json: JsonValue, at = ''): Read<T> {
  const result = shape.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const path = issue?.path ?? [];
  const expected = issue?.code === 'invalid_type' ? issue.expected : (issue?.message ?? 'the documented shape');
  const problem = `expected ${expected}, got ${typeOf(valueAt(json, path))}`;
  return { ok: false, fault: { path: at + path.map(segment).join(''), problem } };
}

/** The item that stands for a record whose shape is wrong. */
export function malformed(remoteId: string | null, fault: ShapeFault): MalformedItem {
  return { malformed: { remoteId, ...fault } };
}

/** One segment of a JSON Pointer (RFC 6901), slash included. */
export function segment(key: PropertyKey): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function valueAt(json: JsonValue, path: readonly PropertyKey[]): unknown {
  let value: unknown = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value === '') return 'an empty string';
  return Array.isArray(value) ? 'array' : `another ${typeof value}`.replace('another object', 'object');
}
