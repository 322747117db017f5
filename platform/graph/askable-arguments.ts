import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { GraphContext } from './context.ts';
import { refuse } from './refuse.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphContext>;
type Resolvers = Record<string, Record<string, unknown> | undefined>;

/** Where in a value a text holds U+0000, as a path that goes on after `place`; null when none does. */
function unaskableAt(value: unknown, place: string): string | null {
  if (typeof value === 'string') return value.includes('\0') ? place : null;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = unaskableAt(item, `${place}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (value === null || typeof value !== 'object') return null;
  for (const [name, member] of Object.entries(value)) {
    const found = unaskableAt(member, place === '' ? name : `${place}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

function asked(resolve: Resolver): Resolver {
  return (root, args, context, info) => {
    const place = unaskableAt(args, '');
    if (place !== null) refuse(place, 'must be text without the character U+0000');
    return resolve(root, args, context, info);
  };
}

/**
 * The same resolvers, with every field that reads by arguments refusing a text that the database can't be asked for: no
 * stored text has U+0000 in it, and a statement with one breaks off. Mutations answer for their own input.
 */
export function refuseUnaskable<R extends Resolvers>(resolvers: R, schema: GraphQLSchema): R {
  const wrapped = Object.entries(resolvers).map(([name, fields]) => {
    const type = schema.getType(name);
    if (!fields || !isObjectType(type) || type === schema.getMutationType()) return [name, fields];
    const withArguments = type.getFields();
    return [
      name,
      Object.fromEntries(
        Object.entries(fields).map(([field, resolve]) =>
          typeof resolve === 'function' && (withArguments[field]?.args.length ?? 0) > 0
            ? [field, asked(resolve as Resolver)]
            : [field, resolve],
        ),
      ),
    ];
  });
  return Object.fromEntries(wrapped) as R;
}
