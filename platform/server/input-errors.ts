import { GraphQLError, Kind, type ASTNode } from 'graphql';

const INPUT_KINDS: ReadonlySet<string> = new Set([
  Kind.VARIABLE_DEFINITION,
  Kind.VARIABLE,
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
] satisfies Array<ASTNode['kind']>);

/**
 * Names the caller's own mistakes. Executing reports an argument or variable of the wrong form without a code; such an
 * error points to the value, while a fault of ours points to the field.
 */
export function markInputErrors(errors: readonly GraphQLError[] | undefined): readonly GraphQLError[] | undefined {
  return errors?.map((error) => {
    const [node] = error.nodes ?? [];
    if (error.nodes?.length !== 1 || !node || !INPUT_KINDS.has(node.kind) || error.extensions['code']) return error;
    return new GraphQLError(error.message, {
      nodes: error.nodes,
      path: error.path,
      originalError: error,
      extensions: { ...error.extensions, code: 'BAD_USER_INPUT' },
    });
  });
}
