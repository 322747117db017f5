import { exactDecimal } from '../../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { isObject } from '../json-path.ts';

/**
 * Whether AWS holds a value that was sent. It writes nothing as null, an empty text or an empty list, amounts with or
 * without zeros behind the point `[PM]`, and words of a list in an order of its own.
 */
export function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value: JsonValue | undefined, name = ''): JsonValue {
  if (typeof value === 'string') return canonicalText(value, name);
  if (Array.isArray(value)) return canonicalList(value);
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).map(([member, inner]) => [member, canonical(inner, member)] as const);
  const told = members.filter(([, inner]) => inner !== null).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return told.length === 0 ? null : Object.fromEntries(told);
}

function canonicalText(value: string, name: string): JsonValue {
  const text = value.trim();
  if (text === '') return null;
  return name === 'Amount' ? (exactDecimal(text) ?? text) : text;
}

function canonicalList(value: readonly JsonValue[]): JsonValue {
  const told = value.map((entry) => canonical(entry)).filter((entry) => entry !== null);
  if (told.length === 0) return null;
  const isWords = told.every((entry) => typeof entry === 'string');
  return isWords ? told.toSorted() : told;
}
