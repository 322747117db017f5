import type { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../json.ts';
import { FIRST_NAMES, LAST_NAMES } from '../seed/deal-words.ts';

const COMBINING_MARKS = /\p{M}/gu;

function plain(name: string): string {
  return name.normalize('NFD').replaceAll(COMBINING_MARKS, '').toLowerCase();
}

/** A contact with an address at the domain, in the form of selling's `Contact` [M-sel]. */
export function person(random: SeededRandom, domain: string, businessTitle: string): JsonObject {
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  return {
    Email: `${plain(firstName)}.${plain(lastName)}@${domain}`,
    FirstName: firstName,
    LastName: lastName,
    BusinessTitle: businessTitle,
    Phone: `+1555010${String(random.int(0, 9999)).padStart(4, '0')}`,
  };
}

/** A contact in the form of `AwsTeamMember` [M-sel]: no phone, and one of AWS's own titles. */
export function awsPerson(random: SeededRandom, businessTitle: string): JsonObject {
  const { Phone: _, ...member } = person(random, 'aws.example', businessTitle);
  return member;
}
