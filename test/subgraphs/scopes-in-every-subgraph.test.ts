import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  GraphQLError,
  isObjectType,
  valueFromASTUntyped,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { pino } from 'pino';
import type { GraphContext, GraphServices } from '../../platform/graph/context.ts';
import { createGraphContext } from '../../platform/graph/create-context.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import { SCOPES } from '../../platform/identity/scopes.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { openTestServices } from '../gateway/support/services.ts';
import { TENANT } from '../gateway/support/tokens.ts';

interface Guarded {
  readonly where: string;
  readonly scope: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** What a field's own schema says it needs. */
function scopeOf({ astNode }: GraphQLField<unknown, unknown>): string | null {
  const directive = astNode?.directives?.find(({ name }) => name.value === 'requiresScopes');
  const value = directive?.arguments?.[0]?.value;
  const [[scope] = []] = value ? (valueFromASTUntyped(value) as string[][]) : [];
  return scope ?? null;
}

function guardedFields(schema: GraphQLSchema): Guarded[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => {
          const scope = scopeOf(field);
          return scope === null ? [] : [{ where: `${type.name}.${field.name}`, scope, field }];
        })
      : [],
  );
}

let services: GraphServices;
const guarded: Guarded[] = [];
beforeAll(async () => {
  services = await openTestServices();
  for (const { schema } of await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph))) guarded.push(...guardedFields(schema));
});
afterAll(() => services.database.close());

/** Asks a field as a caller with these scopes. @returns the scope that was missing, or null */
async function missingFor({ field }: Guarded, scopes: ReadonlySet<string>): Promise<unknown> {
  const viewer = { partnerId: TENANT, subject: 'user:one', scopes };
  const log = pino({ level: 'silent' });
  const context: GraphContext & { close(): Promise<void> } = createGraphContext(services, viewer, { id: 'one', log });
  try {
    await field.resolve?.({ id: 'x' }, {}, context, { fieldName: field.name } as GraphQLResolveInfo);
    return null;
  } catch (error) {
    return error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN'
      ? (error.extensions['requiredScope'] ?? 'a scope')
      : null;
  } finally {
    await context.close();
  }
}

describe('a field that a subgraph says needs a scope', () => {
  test('is refused by the subgraph itself without that scope, though no gateway stood before it', async () => {
    expect(guarded.length).toBeGreaterThan(20);
    const open: string[] = [];
    for (const one of guarded) {
      const others = new Set(Object.keys(SCOPES).filter((scope) => scope !== one.scope));
      if ((await missingFor(one, others)) !== one.scope) open.push(`${one.where} without ${one.scope}`);
    }
    expect(open).toEqual([]);
  });

  test('is not refused for want of a scope with it', async () => {
    const closed: string[] = [];
    for (const one of guarded) {
      if ((await missingFor(one, new Set([one.scope]))) === one.scope) closed.push(one.where);
    }
    expect(closed).toEqual([]);
  });
});
