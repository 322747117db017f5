import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { openSubgraphTest, type SubgraphTest } from './support/open-subgraph-test.ts';
import type { TestPartner } from './support/tenants.ts';

const TEXTS = new Set(['String', 'ID']);
/** As a document has it: a quoted string whose one character is U+0000. */
const NUL = String.raw`"\u0000"`;

/** A literal of an input type with a broken text in it, one for each text that it can hold. */
function literalsOf(type: GraphQLInputType, depth = 0): string[] {
  if (isNonNullType(type)) return literalsOf(type.ofType, depth);
  if (isListType(type)) return literalsOf(type.ofType, depth).map((literal) => `[${literal}]`);
  if (isEnumType(type) || depth > 3) return [];
  if (!isInputObjectType(type)) return TEXTS.has(type.name) ? [NUL] : [];
  const fields = Object.values(type.getFields());
  if (fields.some((field) => isNonNullType(field.type))) return [];
  return fields.flatMap((field) => literalsOf(field.type, depth + 1).map((literal) => `{ ${field.name}: ${literal} }`));
}

/** Arguments of a root field with one broken text each, where no other argument has to be given. */
function questionsOf(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
  return fields.flatMap(({ name, args }) => {
    const needed = (argument: GraphQLArgument): boolean =>
      isNonNullType(argument.type) && argument.defaultValue === undefined;
    return args.flatMap((argument) =>
      args.some((other) => other !== argument && needed(other))
        ? []
        : literalsOf(argument.type).map((literal) => `${name}(${argument.name}: ${literal})`),
    );
  });
}

let room: SubgraphTest;
let partner: TestPartner;
let questions: Array<{ readonly graph: string; readonly question: string }>;
beforeAll(async () => {
  const [first, ...others] = ALL_SUBGRAPHS;
  if (!first) throw new Error('there is no subgraph');
  room = await openSubgraphTest({ modules: [first, ...others], ingests: [] });
  partner = await room.tenants.addPartner();
  questions = ALL_SUBGRAPHS.flatMap(({ name: graph }) =>
    questionsOf(room.subgraph(graph).schema).map((question) => ({ graph, question })),
  );
});
afterAll(() => room.close());

describe('a text with U+0000 in an argument of a question', () => {
  test('is refused at its place, in every argument of every root field', async () => {
    expect(questions.length).toBeGreaterThan(30);
    for (const { graph, question } of questions) {
      const { errors } = await room.ask({ as: partner, graph, query: `{ ${question} { __typename } }` });
      expect({ question, codes: errors.map(({ extensions }) => extensions?.['code']) }).toEqual({
        question,
        codes: ['BAD_USER_INPUT'],
      });
    }
  });

  test('names the argument, what was expected, and nothing that was sent', async () => {
    const { errors } = await room.ask({
      as: partner,
      graph: 'deals',
      query: String.raw`{ deals(filter: { vendor: ["aws", "x\u0000y"] }) { totalCount } }`,
    });
    expect(errors.map(({ message }) => message)).toEqual([
      'filter.vendor[1] must be text without the character U+0000',
    ]);
  });
});
