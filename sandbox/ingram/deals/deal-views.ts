import { isObject, text } from '../../kernel/json.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

const DAY = 86_400_000;

/** The members of a search row that are the deal's own. */
const ROW_MEMBERS = ['dealId', 'version', 'endUser', 'vendor', 'dealExpiryDate'] as const;

function only(document: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(document, name)).map((name) => [name, document[name] ?? null]),
  );
}

/** A row of the search. @param base address of the deals, without the id */
export function searchRow(document: JsonObject, base: string): JsonObject {
  const href = `${base}/${encodeURIComponent(String(document['dealId']))}`;
  return { ...only(document, ROW_MEMBERS), links: { topic: 'Deals', href, type: 'GET' } };
}

/** Whole days from now to the end of a line; null when the line's end cannot be read. */
function daysRemaining(line: JsonObject, now: number): number | null {
  // The text has no zone; here it is the account's own midnight, taken as UTC.
  const ends = Date.parse(`${text(line, 'expirationDate')}Z`);
  return Number.isNaN(ends) ? null : Math.max(0, Math.ceil((ends - now) / DAY));
}

function detailedLine(line: Json, now: number): Json {
  return isObject(line) ? { daysRemaining: daysRemaining(line, now), ...line } : line;
}

/** The whole deal. `vendor` is null, as in the vendor's own sample. */
export function dealDetail(document: JsonObject, now: number): JsonObject {
  const { products = [] } = document;
  const lines = Array.isArray(products) ? products.map((line) => detailedLine(line, now)) : products;
  return { ...document, vendor: null, products: lines };
}
