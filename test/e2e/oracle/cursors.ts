import { getNamedType, isObjectType, type GraphQLField } from 'graphql';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import type { OracleHouse } from './oracle-house.ts';

/** A place in a list, and the question that goes on from it. */
export interface Cursor {
  readonly list: string;
  readonly query: string;
  readonly cursor: string;
}

const NEXT = 'query ($after: String) ';

function isPaged(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) && 'pageInfo' in type.getFields() && field.args.some(({ name }) => name === 'after');
}

/** Every list that has pages: those of the root, those of the own partner, and the feed of changes. */
function lists(
  { schema, maySelect }: OracleHouse,
  profile: DemoProfileName,
): Array<{ list: string; page: (after: string) => string }> {
  const paged = (type: string): string[] => {
    const found = schema.getType(type);
    const fields = isObjectType(found) ? Object.values(found.getFields()) : [];
    return fields.filter((field) => isPaged(field) && maySelect(profile, type, field.name)).map(({ name }) => name);
  };
  const page = (name: string, after: string): string => `l: ${name}(first: 1${after}) { pageInfo { endCursor } }`;
  return [
    ...paged('Query').map((list) => ({ list, page: (after: string) => `{ ${page(list, after)} }` })),
    ...paged('Partner').map((list) => ({
      list: `partner ${list}`,
      page: (after: string) => `{ viewer { partner { ${page(list, after)} } } }`,
    })),
    { list: 'resellers', page: (after) => `{ viewer { ${page('resellers', after)} } }` },
    {
      list: 'changes',
      page: (after) => `{ l: changes(first: 1${after.replace('after', 'since')}) { endCursor: nextCursor } }`,
    },
  ];
}

function cursorIn(answer: unknown): string | null {
  return /"endCursor":"([^"]+)"/.exec(JSON.stringify(answer))?.[1] ?? null;
}

/** A cursor of each list in which a profile has anything. */
export async function cursorsOf(house: OracleHouse, profile: DemoProfileName): Promise<Cursor[]> {
  const cursors: Cursor[] = [];
  for (const { list, page } of lists(house, profile)) {
    const cursor = cursorIn(await house.ask(profile, page('')));
    if (cursor !== null) cursors.push({ list, cursor, query: NEXT + page(', after: $after') });
  }
  return cursors;
}
