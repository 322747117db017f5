import { GraphQLError } from 'graphql';
import { type AuthChecker, Authorized, Directive } from 'type-graphql';
import { auditDenied } from '../audit/audit-denied.ts';
import type { Scope } from '../identity/scopes.ts';
import type { GraphContext } from './context.ts';

/** The scope that opens the vendors' own payloads. */
export const RAW_SCOPE: Scope = 'raw:read';

function forbidden(scope: string): GraphQLError {
  return new GraphQLError(`This needs the scope ${scope}, which the token does not have.`, {
    extensions: { code: 'FORBIDDEN', requiredScope: scope },
  });
}

/** @throws GraphQLError FORBIDDEN that names the scope */
export function assertScope(context: GraphContext, scope: Scope): void {
  if (context.viewer.scopes.has(scope)) return;
  void auditDenied(context, scope);
  throw forbidden(scope);
}

/** The `@requiresScopes` directive for a scope, as SDL. */
export function requiresScopeSdl(scope: Scope): string {
  return `@requiresScopes(scopes: [["${scope}"]])`;
}

/**
 * Says once that a field needs a scope: `@requiresScopes` in the SDL, for every gateway over it, and a check in the
 * subgraph itself.
 */
export function RequiresScope(scope: Scope): MethodDecorator & PropertyDecorator {
  const directive = Directive(requiresScopeSdl(scope)) as MethodDecorator;
  const authorized = Authorized(scope) as MethodDecorator;
  return (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void => {
    directive(target, key, descriptor as PropertyDescriptor);
    authorized(target, key, descriptor as PropertyDescriptor);
  };
}

async function deny(context: GraphContext, scope: string): Promise<never> {
  await auditDenied(context, scope);
  throw forbidden(scope);
}

/** What type-graphql asks for every field with `RequiresScope`. */
export const checkScopes: AuthChecker<GraphContext, string> = ({ context }, scopes) => {
  const missing = scopes.find((scope) => !context.viewer.scopes.has(scope));
  return missing === undefined ? true : deny(context, missing);
};
