import type { JsonValue } from '../../../../platform/records/json.ts';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
import { DEAL_FIELDS } from '../data/deal-form.ts';

/** Values that were entered, by the pointer of their field; blank ones are not in it. */
export type Given = ReadonlyMap<string, JsonValue>;

const VENDOR_FIELDS = '/vendorFields/';

/** Everything a draft holds for the form of AWS. */
export function givenIn(content: DealContent): Given {
  const given = new Map<string, JsonValue>();
  for (const { path } of DEAL_FIELDS) {
    const value = tidy(memberAt(content, path));
    if (value !== null) given.set(path, value);
  }
  return given;
}

/**
 * What a patch changes; null for what it takes away. Of the customer nothing is ever taken away: whoever changes the
 * city need not know the street, and sends null for it.
 */
export function changedIn(patch: Partial<DealContent>): ReadonlyMap<string, JsonValue> {
  const changed = new Map<string, JsonValue>();
  for (const { path } of DEAL_FIELDS) {
    const value = memberAt(patch, path);
    if (value === undefined) continue;
    const tidied = tidy(value);
    if (tidied !== null || !path.startsWith('/customer/')) changed.set(path, tidied);
  }
  return changed;
}

/** Pointers of vendor fields that AWS has none of. */
export function unknownFields(content: Partial<DealContent>): string[] {
  const known = new Set(DEAL_FIELDS.map(({ path }) => path));
  return Object.keys(content.vendorFields ?? {})
    .map((name) => VENDOR_FIELDS + name.replaceAll('~', '~0').replaceAll('/', '~1'))
    .filter((path) => !known.has(path));
}

function memberAt(content: Partial<DealContent>, path: string): JsonValue | undefined {
  let found: unknown = content;
  for (const part of path.slice(1).split('/')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found as JsonValue | undefined;
}

/** Without spaces around it; null for what is blank. */
function tidy(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (!Array.isArray(value)) return value ?? null;
  const entries = value.map((one) => (typeof one === 'string' ? one.trim() : one)).filter((one) => one !== '');
  return entries.length === 0 ? null : [...new Set(entries)];
}
