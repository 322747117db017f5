import { badRequest } from '../answers.ts';
import { isObject, parseJson, text } from '../../kernel/json.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { THEATERS, theaterOf } from './theater.ts';

const PARTNER_TYPES: readonly string[] = ['VAR', 'DVAR', 'SP', 'STI', 'Auth_Disti'];

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
const holds = (left: string, right: string): boolean => left.toLowerCase().includes(right.toLowerCase());

const exactly =
  (member: string) =>
  (reseller: JsonObject, wanted: string): boolean =>
    same(text(reseller, member), wanted);
const partOf =
  (member: string) =>
  (reseller: JsonObject, wanted: string): boolean =>
    holds(text(reseller, member), wanted);

function hasSpecialization(reseller: JsonObject, wanted: string): boolean {
  const list = reseller['specialization'];
  return Array.isArray(list) && list.some((entry) => isObject(entry) && same(text(entry, 'specType'), wanted));
}

type Criterion = (reseller: JsonObject, wanted: string) => boolean;

/** Criteria by request member. How the vendor compares is not documented: names by part, everything else whole. */
const CRITERIA: ReadonlyMap<string, Criterion> = new Map<string, Criterion>([
  ['theaterCode', (reseller, wanted) => theaterOf(text(reseller, 'country')) === wanted],
  ['sourceName', () => true],
  ['distiValResellerAcNo', exactly('distiValResellerAcNo')],
  ['pdbBeGeoID', exactly('pdbBeGeoID')],
  ['distiValSoldToName', partOf('distiValSoldToName')],
  ['partnerName', partOf('partnerName')],
  ['city', exactly('city')],
  ['state', exactly('state')],
  ['postalCode', exactly('postalCode')],
  ['country', exactly('country')],
  ['specialization', hasSpecialization],
  ['certification', exactly('certification')],
  ['authorization', exactly('authorization')],
  ['partnerType', exactly('partnerType')],
  ['partnerSiteid', exactly('partnerSiteID')],
]);

/** A checked search: what was asked for, by request member. */
export type ResellerSearch = ReadonlyMap<string, string>;

function wantedText(name: string, value: Json): string {
  if (typeof value === 'string') return value;
  throw badRequest(name, 'expected a text');
}

/** Reads the body. @throws CiscoError 400 naming the member */
export function readResellerSearch(body: Buffer): ResellerSearch {
  const whole = parseJson(body);
  const request = isObject(whole) ? whole['resellerSearchRequest'] : undefined;
  if (!isObject(request)) throw badRequest('resellerSearchRequest', 'expected an object');
  const search = new Map<string, string>();
  for (const [name, value] of Object.entries(request)) {
    if (!CRITERIA.has(name)) throw badRequest(name, `expected one of ${[...CRITERIA.keys()].join(', ')}`);
    // An empty text asks for nothing: generated clients send every member.
    if (value !== null && value !== '') search.set(name, wantedText(name, value));
  }
  for (const name of ['theaterCode', 'sourceName']) if (!search.has(name)) throw badRequest(name, 'is required');
  checkListed(search, 'theaterCode', THEATERS);
  checkListed(search, 'partnerType', PARTNER_TYPES);
  return search;
}

function checkListed(search: ResellerSearch, name: string, known: readonly string[]): void {
  const given = search.get(name);
  if (given !== undefined && !known.includes(given)) throw badRequest(name, `expected one of ${known.join(', ')}`);
}

export function matchesReseller(search: ResellerSearch, reseller: JsonObject): boolean {
  return [...search].every(([name, wanted]) => CRITERIA.get(name)?.(reseller, wanted) === true);
}
