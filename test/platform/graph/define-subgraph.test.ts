import { describe, expect, test } from '@jest/globals';
import { buildSchema, GraphQLObjectType, isObjectType, parse, validateSchema } from 'graphql';
import { composeServices } from '@apollo/composition';
import { createUnionType, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { defineSubgraph, type SubgraphModule } from '../../../platform/graph/define-subgraph.ts';
import { Node } from '../../../platform/graph/node.ts';
import { DealRef, MembershipRef, VendorRef } from '../../../platform/graph/refs.ts';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { thingsModule } from './support/things.ts';

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
class Deal implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @RequiresScope('people:read')
  @Field(() => String, { nullable: true })
  secret!: string | null;
}

const AnyRecord = createUnionType({ name: 'AnyRecord', types: () => [DealRef, MembershipRef] as const });

@Resolver()
class RecordQueries {
  @Query(() => [AnyRecord])
  records(): Array<DealRef | MembershipRef> {
    return [Object.assign(new DealRef(), { id: 'd' }), Object.assign(new MembershipRef(), { id: 'm' })];
  }

  @Query(() => Node, { nullable: true })
  some(): Node {
    return Object.assign(new MembershipRef(), { id: 'm' });
  }
}

const records: SubgraphModule = {
  name: 'records',
  resolvers: [RecordQueries],
  types: [Deal, DealRef, MembershipRef, VendorRef],
  references: { Deal: async () => null },
  migrations: [],
};

describe('a room as a subgraph', () => {
  test('imports the directives it uses and no other', async () => {
    const { sdl } = await defineSubgraph(records);
    expect(sdl.split('\n')[0]).toBe(
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])',
    );
  });

  test('names stand-ins of other entities as the entities, without a way to resolve them here', async () => {
    const { sdl } = await defineSubgraph(records);
    expect(sdl).toContain('type Vendor implements Node @key(fields: "id", resolvable: false)');
    expect(sdl).toContain('union AnyRecord = Deal | Membership');
    expect(sdl).not.toMatch(/Ref\b/);
  });

  test('drops the stand-in of an entity that it owns, and keeps one type of each name', async () => {
    const { sdl, schema } = await defineSubgraph(records);
    const names = parse(sdl).definitions.map((definition) => ('name' in definition ? definition.name?.value : null));
    expect(names.filter((name) => name === 'Deal')).toHaveLength(1);
    const deal = schema.getType('Deal');
    expect(isObjectType(deal) && Object.keys(deal.getFields())).toEqual(['id', 'vendor', 'secret']);
  });

  test('tells of a value in a union or behind an interface which entity it is', async () => {
    const { schema } = await defineSubgraph(records);
    const { execute } = await import('graphql');
    const document = parse(
      '{ records { __typename ... on Deal { id } ... on Membership { id } } some { __typename id } }',
    );
    const result = await execute({ schema, document, contextValue: { viewer: { scopes: new Set() } } });
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: {
        records: [
          { __typename: 'Deal', id: 'd' },
          { __typename: 'Membership', id: 'm' },
        ],
        some: { __typename: 'Membership', id: 'm' },
      },
    });
  });

  test('says in its schema which scope a field needs, and says so of every raw payload', async () => {
    expect((await defineSubgraph(records)).sdl).toContain('secret: String @requiresScopes(scopes: [["people:read"]])');
    expect((await defineSubgraph(thingsModule)).sdl).toMatch(
      /raw\(pointer: String\): JSON @requiresScopes\(scopes: \[\["raw:read"\]\]\)/,
    );
  });

  test.each<[string, SubgraphModule['references']]>([
    ['fewer', {}],
    ['more', { Deal: async () => null, Membership: async () => null }],
    ['others', { Membership: async () => null }],
  ])('is refused when it resolves %s references than it has entities', async (_title, references) => {
    await expect(defineSubgraph({ ...records, references })).rejects.toThrow(
      `subgraph records resolves references of [${Object.keys(references).toSorted()}] but its entities are [Deal]`,
    );
  });

  test('is the same text each time, so that a schema can be compared with what was kept of it', async () => {
    expect((await defineSubgraph(records)).sdl).toBe((await defineSubgraph(records)).sdl);
  });
});

describe('all rooms of the house', () => {
  test('compose to one graph', async () => {
    const subgraphs = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
    const composed = composeServices(
      subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
    );
    expect(composed.errors ?? []).toEqual([]);
    const api = buildSchema(composed.supergraphSdl ?? '', { assumeValidSDL: true });
    expect(validateSchema(api)).toEqual([]);
    expect(api.getType('Partner')).toBeInstanceOf(GraphQLObjectType);
  });
});
