import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { Kind, parse, print, visit, type DocumentNode, type GraphQLSchema, type NameNode } from 'graphql';
import { buildSchema, createResolversMap, type ClassType, type NonEmptyArray } from 'type-graphql';
import { auditMutations } from '../audit/audited-mutation.ts';
import type { MigrationStep } from '../db/migrate.ts';
import { refuseUnaskable } from './askable-arguments.ts';
import type { GraphContext } from './context.ts';
import { weighMutations } from './cost.ts';
import { directivesOf } from './directives-of.ts';
import { checkScopes, RAW_SCOPE, requiresScopeSdl } from './requires-scope.ts';
import { sizeLists } from './size-lists.ts';

/** Resolves one reference of the gateway to an entity; null when the viewer can't see such a node. */
export type ReferenceResolver = (reference: { id: string }, context: GraphContext) => Promise<object | null>;

/** What a domain room exports: everything a subgraph is. */
export interface SubgraphModule {
  /** Name in the supergraph, also the folder's. */
  readonly name: string;
  /** Resolver classes: the root fields. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** Types reachable from no root field of this subgraph, stand-ins of other subgraphs' entities among them. */
  readonly types: readonly ClassType<object>[];
  /** One for each entity this subgraph resolves, by GraphQL name. */
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  /** The room's tables. */
  readonly migrations: readonly MigrationStep[];
}

/** A subgraph ready to run. */
export interface Subgraph {
  readonly name: string;
  /** What composition reads. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';
const REF_SUFFIX = 'Ref';
const IMPORTABLE = [
  '@key',
  '@shareable',
  '@external',
  '@requires',
  '@provides',
  '@requiresScopes',
  '@authenticated',
  '@cost',
  '@listSize',
  '@tag',
  '@inaccessible',
];

/** Puts `@requiresScopes` on the `raw` field of every type that implements Sourced: it can't stand on the interface. */
function protectRaw(document: DocumentNode): DocumentNode {
  const directives = directivesOf(requiresScopeSdl(RAW_SCOPE));
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => {
      if (!type.interfaces?.some((found) => found.name.value === 'Sourced')) return undefined;
      const fields = type.fields?.map((field) =>
        field.name.value === 'raw' ? { ...field, directives: [...(field.directives ?? []), ...directives] } : field,
      );
      return { ...type, ...(fields ? { fields } : {}) };
    },
  });
}

/**
 * Stand-ins of other subgraphs' entities are classes of their own (`VendorRef`), since one schema can't hold two types
 * of one name. Here they take the entity's name; where the subgraph owns or extends the entity, the stand-in goes.
 */
function nameOfEntity(name: string): string {
  return name.endsWith(REF_SUFFIX) ? name.slice(0, -REF_SUFFIX.length) : name;
}

function mergeRefs(document: DocumentNode): DocumentNode {
  const own = new Set(document.definitions.map((definition) => ('name' in definition ? definition.name?.value : '')));
  const rename = (name: NameNode): NameNode => ({ ...name, value: nameOfEntity(name.value) });
  return visit(document, {
    [Kind.NAMED_TYPE]: (type) => ({ ...type, name: rename(type.name) }),
    [Kind.OBJECT_TYPE_DEFINITION]: {
      leave: (type) => {
        const entity = nameOfEntity(type.name.value);
        if (entity === type.name.value) return undefined;
        return own.has(entity) ? null : { ...type, name: rename(type.name) };
      },
    },
  });
}

type ResolverMap = Record<string, Record<string, unknown> | undefined>;

/** Unions and interfaces name the type of a value: a stand-in's name becomes its entity's there too. */
function renameInResolvers(resolvers: ResolverMap): ResolverMap {
  const renamed: ResolverMap = {};
  for (const [name, fields] of Object.entries(resolvers)) {
    if (nameOfEntity(name) !== name && resolvers[nameOfEntity(name)]) continue;
    const resolveType = fields?.['__resolveType'];
    renamed[nameOfEntity(name)] =
      typeof resolveType === 'function'
        ? { ...fields, __resolveType: async (...args: unknown[]) => nameOfEntity(String(await resolveType(...args))) }
        : fields;
  }
  return renamed;
}

/** Directives that the SDL uses and federation defines: exactly these are imported. */
function importsOf(document: DocumentNode): string[] {
  const used = new Set<string>();
  visit(document, { [Kind.DIRECTIVE]: (directive) => void used.add(`@${directive.name.value}`) });
  return IMPORTABLE.filter((name) => used.has(name));
}

/** The stated entities and the resolvable keys of the SDL must be the same set, or a query would die at run time. */
function checkReferences(module: SubgraphModule, document: DocumentNode): void {
  const entities: string[] = [];
  visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => {
      const key = type.directives?.find((directive) => directive.name.value === 'key');
      const resolvable = key?.arguments?.find((argument) => argument.name.value === 'resolvable')?.value;
      if (key && !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value)) entities.push(type.name.value);
    },
  });
  const stated = Object.keys(module.references).toSorted();
  const found = entities.toSorted();
  if (stated.join() !== found.join()) {
    throw new Error(`subgraph ${module.name} resolves references of [${stated}] but its entities are [${found}]`);
  }
}

/** Builds a subgraph from a domain room's module. @throws Error when its entities and reference resolvers differ */
export async function defineSubgraph(module: SubgraphModule): Promise<Subgraph> {
  const typed = await buildSchema({
    resolvers: module.resolvers,
    orphanedTypes: [...module.types],
    authChecker: checkScopes,
    validate: false,
    skipCheck: true,
  });
  const document = weighMutations(sizeLists(protectRaw(mergeRefs(parse(printSchemaWithDirectives(typed))))));
  checkReferences(module, document);
  const imports = importsOf(document).map((name) => `"${name}"`);
  const link = `extend schema @link(url: "${FEDERATION}", import: [${imports.join(', ')}])`;
  const sdl = `${link}\n\n${print(document)}\n`;
  const made = renameInResolvers(createResolversMap(typed) as ResolverMap);
  const resolvers = auditMutations(refuseUnaskable(made, typed));
  for (const [type, resolve] of Object.entries(module.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  return {
    name: module.name,
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }),
  };
}
