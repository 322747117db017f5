import { marksIn } from './marks.ts';
import { mayMeetRow, type OwnedRows } from './owned-rows.ts';
import { mayMeet, type Visibility } from './visible.ts';

/** Something that was told to whom it should not have been. */
export interface Leak {
  /** Where in the answer: `data.Query__deals.DealConnection__nodes.0.Deal__name`. */
  readonly path: string;
  /** The mark, or the row: `deal of tenant 2`. */
  readonly what: string;
}

/** Who reads an answer, and what is known of whose things are whose. */
export interface Reader {
  readonly tenant: number;
  readonly visibility: Visibility;
  readonly rows: OwnedRows;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A text, and what is written inside it: ids and cursors are texts in another writing. */
function readings(text: string): string[] {
  const inside = text.split('.').filter((part) => /^[A-Za-z0-9_-]{8,}$/.test(part));
  return [text, ...inside.map((part) => Buffer.from(part, 'base64url').toString('utf8'))];
}

function leaksInText(text: string, { tenant, visibility, rows }: Reader): string[] {
  return readings(text).flatMap((reading) => {
    const marks = marksIn(reading).filter((mark) => !mayMeet(visibility, tenant, mark));
    const foreign = [...reading.matchAll(UUID)].flatMap(([id]) => {
      const row = rows.get(id);
      return row && !mayMeetRow(visibility, tenant, row) ? `${row.table} of tenant ${row.tenant}` : [];
    });
    return [...marks.map(({ mark }) => mark), ...foreign];
  });
}

/** Everything in an answer, errors too, that its reader may not know. */
export function leaksIn(answer: unknown, reader: Reader, path = ''): Leak[] {
  if (typeof answer === 'string' || typeof answer === 'number') {
    return leaksInText(String(answer), reader).map((what) => ({ path, what }));
  }
  if (answer === null || typeof answer !== 'object') return [];
  return Object.entries(answer).flatMap(([name, member]) =>
    leaksIn(member, reader, path === '' ? name : `${path}.${name}`),
  );
}

/** Names of the fields that an answer tells something in: every key `Type__field` with a value that is not empty. */
export function answeredFields(answer: unknown, found = new Set<string>()): Set<string> {
  if (answer === null || typeof answer !== 'object') return found;
  for (const [name, member] of Object.entries(answer)) {
    const isEmpty = member === null || (Array.isArray(member) && member.length === 0);
    if (name.includes('__') && name !== '__typename' && !isEmpty) found.add(name.replace('__', '.'));
    answeredFields(member, found);
  }
  return found;
}
