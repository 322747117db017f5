import type { ASTNode, DirectiveNode, FieldNode, FragmentDefinitionNode, ValidationRule } from 'graphql';
import { limitError, type LimitCode } from '../limit-error.ts';

/** What can be counted. */
export interface CountingVisitor {
  readonly Field?: (field: FieldNode) => void;
  readonly Directive?: (directive: DirectiveNode) => void;
  readonly FragmentDefinition?: (fragment: FragmentDefinitionNode) => void;
}

export interface CountRule {
  readonly code: LimitCode;
  readonly limit: number;
  /** `aliases`: what is counted, for the message. */
  readonly what: string;
  /** A visitor that calls `count` for each thing to be counted. */
  readonly visitor: (count: (node: ASTNode) => void) => CountingVisitor;
}

/** A rule that counts something over the whole document. It points to the first that is too many. */
export function countRule({ code, limit, what, visitor }: CountRule): ValidationRule {
  return (context) => {
    let came = 0;
    let firstTooMany: ASTNode | undefined;
    return {
      ...visitor((node) => {
        came += 1;
        if (came === limit + 1) firstTooMany = node;
      }),
      Document: {
        leave() {
          if (came <= limit) return;
          const message = `The document has ${came} ${what}; at most ${limit} are allowed.`;
          context.reportError(limitError({ code, message, limit, came, nodes: firstTooMany }));
        },
      },
    };
  };
}
