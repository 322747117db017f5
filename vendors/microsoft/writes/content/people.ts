import type { JsonValue } from '../../../../platform/records/json.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import { fold } from '../../wire/texts.ts';
import { valueAt } from './pointer.ts';

const MEMBERS = ['firstName', 'lastName', 'email', 'phoneNumber'] as const;

/** A person as Microsoft writes one, with what is known of them; null for nobody. */
export function personOf(contact: JsonValue | undefined): JsonValue | null {
  const told = MEMBERS.map((member) => [member, valueAt(contact, `/${member}`)] as const).filter(
    ([, value]) => typeof value === 'string' && value.trim() !== '',
  );
  if (told.length === 0) return null;
  return Object.fromEntries(told.map(([member, value]) => [member, String(value).trim()]));
}

/** A team with one person more, or with what is new about the one of the same e-mail. Nobody is taken out. */
export function withPerson(team: readonly JsonValue[], person: JsonValue): JsonValue[] {
  const email = fold(textMember(person, 'email'));
  const at = team.findIndex((member) => email !== '' && fold(textMember(member, 'email')) === email);
  if (at === -1) return [...team, person];
  return team.map((member, index) => (index === at ? { ...asObject(member), ...asObject(person) } : member));
}

function asObject(value: JsonValue): Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
