import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { BY_ID, nestedArguments, rootArguments } from './arguments.ts';
import { everythingOf, fieldText, type DocumentRules } from './documents.ts';
import { leaksIn, type Leak, type Reader } from './leaks.ts';
import { PROFILES, type OracleHouse } from './oracle-house.ts';

/** An answer, and what was asked. */
export interface Walked {
  readonly profile: DemoProfileName;
  /** The root field, or another name of the question. */
  readonly root: string;
  readonly query: string;
  readonly answer: unknown;
}

/** A leak, and where. */
export interface FoundLeak extends Leak {
  readonly profile: DemoProfileName;
  readonly root: string;
}

/** Each question is asked twice: for every row there is, not far; and as far as the schema goes, of few rows. */
const REACHES = [
  { first: 200, depth: 1 },
  { first: 2, depth: 12 },
] as const;

export function rulesFor(house: OracleHouse, profile: DemoProfileName, reach: (typeof REACHES)[number]): DocumentRules {
  return {
    schema: house.schema,
    maySelect: (type, field) => house.maySelect(profile, type, field),
    argumentsOf: nestedArguments,
    ...reach,
  };
}

/** Rules of the reach that goes to every type. */
export function farRules(house: OracleHouse, profile: DemoProfileName): DocumentRules {
  return rulesFor(house, profile, REACHES[1]);
}

function rootType({ schema }: OracleHouse): GraphQLObjectType {
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  return query;
}

/** Every question that starts at a root field: with each set of its arguments, everything that hangs on it. */
export function rootQuestions(house: OracleHouse, profile: DemoProfileName): Array<{ root: string; query: string }> {
  const type = rootType(house);
  return REACHES.flatMap((reach) => {
    const rules = rulesFor(house, profile, reach);
    const fields = Object.values(type.getFields()).filter(
      ({ name }) => rules.maySelect(type.name, name) && !BY_ID.includes(name),
    );
    return fields.flatMap((field) => {
      const first = field.args.some(({ name }) => name === 'first') ? { first: reach.first } : {};
      const variants = rootArguments(field.name);
      return (reach.depth > 1 ? variants.slice(0, 1) : variants).map((given) => {
        const text = fieldText(type.name, field, { ...first, ...given });
        return { root: field.name, query: `{ ${text} ${everythingOf(getNamedType(field.type), rules)} }` };
      });
    });
  });
}

/** Asks everything that starts at a root field. @param roots only these; all unless said otherwise */
export async function walkRoots(
  house: OracleHouse,
  profile: DemoProfileName,
  roots?: readonly string[],
): Promise<Walked[]> {
  const walked: Walked[] = [];
  const questions = rootQuestions(house, profile).filter(({ root }) => roots?.includes(root) ?? true);
  for (const { root, query } of questions) {
    const { data, errors } = await house.ask(profile, query);
    walked.push({ profile, root, query, answer: { data, errors } });
  }
  return walked;
}

/** Who reads what a profile is told. */
export function readerOf({ visibility, rows }: OracleHouse, profile: DemoProfileName): Reader {
  return { tenant: PROFILES[profile], visibility, rows };
}

/** Everything in the answers that the profile may not know. */
export function leaksOf(house: OracleHouse, walked: readonly Walked[]): FoundLeak[] {
  return walked.flatMap(({ profile, root, answer }) =>
    leaksIn(answer, readerOf(house, profile)).map((leak) => ({ profile, root, ...leak })),
  );
}

/** The leaks, each place and thing once: what a failing test shows. */
export function summaryOf(leaks: readonly FoundLeak[]): string[] {
  const lines = leaks.map(
    ({ root, path, what }) => `${root}: ${what.replace(/qz.*/, 'qz')} at ${path.replace(/\.\d+/g, '')}`,
  );
  return [...new Set(lines)].toSorted();
}

/** Names of all fields of the types that can be met: `Deal.name`. */
export function allFields(house: OracleHouse): Set<string> {
  const seen = new Set<string>();
  const visit = (type: GraphQLObjectType): void => {
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      if (seen.has(name)) continue;
      seen.add(name);
      const named = getNamedType(field.type);
      if (isObjectType(named)) visit(named);
      else if ('getTypes' in named || 'getInterfaces' in named)
        for (const possible of house.schema.getPossibleTypes(named as never)) visit(possible);
    }
  };
  visit(rootType(house));
  return seen;
}
