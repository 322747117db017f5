import type { JsonValue } from '../../../platform/records/json.ts';

/**
 * The same value with every member name in lower case: Insights prints camelCase on some pages and PascalCase on
 * others [PCD insights-programmatic-*.md].
 */
export function foldKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(foldKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), foldKeys(member)]));
}
