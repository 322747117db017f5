import { SeededRandom } from '../../kernel/random.ts';
import type { SandboxPartner } from '../../kernel/stand-in.ts';
import { seededGuid } from '../guid.ts';
import type { JsonObject } from '../../kernel/json.ts';

const FIRST_NAMES = ['Ada', 'Bruno', 'Chiara', 'Daniel', 'Elif', 'Femi', 'Greta', 'Hannes', 'Inés', 'Jana'] as const;
const LAST_NAMES = ['Albrecht', 'Baptiste', 'Castaño', 'Demir', 'Eriksen', 'Fischer', 'Grün', 'Hughes', 'Ito'] as const;

/** How many members of staff each partner has on Credly. */
export const EMPLOYEES_PER_PARTNER = 8;

/** Two in eight keep their profile to themselves. */
const PRIVATE_PLACES: readonly number[] = [2, 5];

/** A member of staff, and what only the public pages need. */
export interface SeededEmployee {
  readonly document: JsonObject;
  readonly vanity: string;
  readonly isPublic: boolean;
}

/** `Castaño` as it stands in an address: `castano`. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase();
}

/** The partner's staff: the same people with every start, at the partner's own domain. */
export function seedEmployees(seed: number, partner: SandboxPartner): readonly SeededEmployee[] {
  const random = new SeededRandom(`${seed}:credly:employees:${partner.index}`);
  const [firsts, lasts] = [random.shuffle(FIRST_NAMES), random.shuffle(LAST_NAMES)];
  return Array.from({ length: EMPLOYEES_PER_PARTNER }, (_, at) => {
    const [first, last] = [firsts[at] ?? '', lasts[at] ?? ''];
    const id = seededGuid(seed, `employee:${partner.index}:${at}`);
    const name = `${plain(first)}.${plain(last)}`;
    return {
      document: { id, email: `${name}@${partner.domain}`, first_name: first, last_name: last },
      vanity: `${name.replace('.', '-')}.${id.slice(0, 8)}`,
      isPublic: !PRIVATE_PLACES.includes(at),
    };
  });
}
