import {
  visit,
  type ASTNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type ValidationRule,
} from 'graphql';
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

/**
 * A rule that counts something over the whole document. It points to the first that is too many. It counts before the
 * other rules look, since checking stops after so many faults.
 */
export function countRule({ code, limit, what, visitor }: CountRule): ValidationRule {
  return (context) => ({
    Document(document) {
      let came = 0;
      let firstTooMany: ASTNode | undefined;
      const count = (node: ASTNode): void => {
        came += 1;
        if (came === limit + 1) firstTooMany = node;
      };
      visit(document, { ...visitor(count) });
      if (came <= limit) return;
      const message = `The document has ${came} ${what}; at most ${limit} are allowed.`;
      context.reportError(limitError({ code, message, limit, came, nodes: firstTooMany }));
    },
  });
}
