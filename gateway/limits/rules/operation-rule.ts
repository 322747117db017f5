import type { OperationDefinitionNode, ValidationRule } from 'graphql';
import { limitError, type LimitCode } from '../limit-error.ts';
import { measureDocument, type Measure } from './measure-document.ts';

export interface OperationRule extends Measure {
  readonly code: LimitCode;
  readonly limit: number;
  /** What is told of an operation whose number is above the limit. */
  readonly message: (came: number, limit: number) => string;
}

/** An operation with its text's name, or as the operation that it is: a document may have several. */
function nameOf(operation: OperationDefinitionNode): string {
  return operation.name ? `operation ${operation.name.value}` : 'operation';
}

/** A rule that holds a number of every operation to a limit. */
export function operationRule({ code, limit, message, ...measure }: OperationRule): ValidationRule {
  return (context) => ({
    Document(document) {
      for (const { operation, value } of measureDocument(document, measure)) {
        if (value <= limit) continue;
        const told = `The ${nameOf(operation)} ${message(value, limit)}`;
        context.reportError(limitError({ code, message: told, limit, came: value, nodes: operation }));
      }
    },
  });
}
