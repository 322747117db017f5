/** What stands in the place of a character that the database can't keep. */
const REPLACEMENT = '\uFFFD';

/**
 * The same value with every text fit to be stored: PostgreSQL takes neither the character U+0000 nor half of a surrogate
 * pair, and a vendor may send both. Everything else stays as it came.
 */
export function storable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', REPLACEMENT).toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [clean(name), clean(member)]));
}
