import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { pino } from 'pino';
import { auditedMutation, auditMutations } from '../../../platform/audit/audited-mutation.ts';
import { auditEffect } from '../../../platform/audit/write-audit.ts';
import type { GraphContext, GraphServices } from '../../../platform/graph/context.ts';
import { createGraphContext } from '../../../platform/graph/create-context.ts';
import { openTestServices } from '../../gateway/support/services.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addTenant, entriesOf, verify } from './support.ts';

let db: MigratedDatabase;
let services: GraphServices;
beforeAll(async () => {
  db = await openMigratedDatabase();
  services = await openTestServices(db.url);
});
afterAll(async () => {
  await services.database.close();
  await db.close();
});

type Resolve = (context: GraphContext) => Promise<unknown>;

/** Carries a mutation out for a tenant, as a subgraph does. */
async function run(tenant: string, resolve: Resolve, name = 'change', subject = 'user:one'): Promise<unknown> {
  const viewer = { partnerId: tenant, subject, scopes: new Set<string>() };
  const context = createGraphContext(services, viewer, { id: 'test', log: pino({ level: 'silent' }) });
  const audited = auditedMutation((_root, _args, given) => resolve(given));
  try {
    return await audited({}, {}, context, { fieldName: name } as GraphQLResolveInfo);
  } finally {
    await context.close();
  }
}

const effect = (tenant: string, after: () => void = () => undefined): Promise<void> =>
  db.as(tenant, async (trx) => {
    await auditEffect(trx, { target: 'a node', detail: { n: 1 } });
    after();
  });

const outcomes = async (tenant: string) =>
  (await entriesOf(db, tenant)).map(({ outcome, target }) => [outcome, target]);

describe('a mutation', () => {
  test('whose effect is on record has no second entry, also when its answer can not be made any more', async () => {
    const tenant = await addTenant(db);
    await run(tenant, () => effect(tenant));
    await expect(
      run(tenant, async () => {
        await effect(tenant);
        throw new Error('the node can not be read');
      }),
    ).rejects.toThrow('the node can not be read');
    expect(await outcomes(tenant)).toEqual([
      ['DONE', 'a node'],
      ['DONE', 'a node'],
    ]);
  });

  test('whose effect was rolled back, its entry with it, is on record as what it came to', async () => {
    const tenant = await addTenant(db);
    const refuse = (): never => {
      throw new GraphQLError('no', { extensions: { code: 'BAD_USER_INPUT' } });
    };
    await expect(run(tenant, () => effect(tenant, refuse))).rejects.toThrow('no');
    await run(tenant, async () => {
      await effect(tenant, refuse).catch(() => undefined);
      return { errors: [{ path: '/', code: 'WRONG_STATE' }] };
    });
    expect(await outcomes(tenant)).toEqual([
      ['REFUSED', null],
      ['REFUSED', null],
    ]);
    expect((await verify(db, tenant)).faults).toEqual([]);
  });

  test('beside others at the same moment keeps its own name and its own caller', async () => {
    const tenant = await addTenant(db);
    const names = Array.from({ length: 12 }, (_unused, n) => `change${n}`);
    await Promise.all(names.map((name) => run(tenant, () => effect(tenant), name, `user:${name}`)));
    const entries = await entriesOf(db, tenant);
    expect(entries.map(({ action }) => action).toSorted()).toEqual(names.toSorted());
    expect(entries.every(({ action, actor }) => actor === `user:${action}`)).toBe(true);
  });

  test('is all that leaves entries by itself: what nobody asked for has no actor', async () => {
    const tenant = await addTenant(db);
    await effect(tenant);
    expect(await entriesOf(db, tenant)).toEqual([]);
  });

  test('without a resolver of its own can not be in a subgraph, since it could not be audited', () => {
    expect(() => auditMutations({ Mutation: { change: undefined } })).toThrow(/the mutation change has no resolver/);
    expect(auditMutations({ Query: {} })).toEqual({ Query: {} });
  });
});
