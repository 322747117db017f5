import { isDeepStrictEqual } from 'node:util';
import { exactDecimal } from '../../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import { orderKey } from '../../wire/date-time.ts';
import { fold } from '../../wire/texts.ts';

/** How two values of one member are compared: Microsoft writes the same value in more than one way. */
export const FORMS = ['plain', 'word', 'decimal', 'instant', 'ids', 'people'] as const;
export type Form = (typeof FORMS)[number];

type Value = JsonValue | undefined;

const REDUCED: Readonly<Record<Form, (value: Value) => unknown>> = {
  plain: (value) => (value === null || value === undefined || value === '' ? null : value),
  word: (value) => (typeof value === 'string' ? fold(value) : null),
  // A number on create, text after a PATCH.
  decimal: (value) => (typeof value === 'number' || typeof value === 'string' ? exactDecimal(value) : null),
  instant: (value) => (typeof value === 'string' ? orderKey(value) : null),
  ids: (value) => itemsOf(value).map(idOf).toSorted(),
  people: (value) => itemsOf(value).map(knownMembers),
};

/** True when both say the same. */
export function isSame(form: Form, left: Value, right: Value): boolean {
  return isDeepStrictEqual(REDUCED[form](left), REDUCED[form](right));
}

/** True when what was wanted is there, whatever the service has added to it. */
export function holds(form: Form, wanted: Value, found: Value): boolean {
  if (form !== 'people') return isSame(form, wanted, found);
  return itemsOf(wanted).every((person) => itemsOf(found).some((other) => covers(person, other)));
}

function covers(wanted: JsonValue, found: JsonValue): boolean {
  const there = knownMembers(found);
  return Object.entries(knownMembers(wanted)).every(([member, value]) => isDeepStrictEqual(there[member], value));
}

/** A person without what is not said of them. */
function knownMembers(person: JsonValue): Record<string, JsonValue> {
  const members = typeof person === 'object' && person !== null && !Array.isArray(person) ? person : {};
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== ''));
}

function itemsOf(value: Value): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Entries of the lists are told by their id; those of `customerProfile.ids` by what kind of id it is, too. */
function idOf(item: JsonValue): string {
  return `${fold(textMember(item, 'profileType'))}:${fold(textMember(item, 'id'))}`;
}
