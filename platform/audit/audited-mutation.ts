import type { GraphQLFieldResolver } from 'graphql';
import type { GraphContext } from '../graph/context.ts';
import type { Act } from './audit-entry.ts';
import { auditAfterwards, auditRefusal } from './audit-refusal.ts';
import { outcomeOfError, outcomeOfValue, targetOf } from './mutation-outcome.ts';
import { isOnRecord, withTrail, type MutationTrail } from './mutation-trail.ts';

type MutationResolver = GraphQLFieldResolver<unknown, GraphContext>;

/**
 * A mutation that leaves an entry in the audit log however it ends. What takes effect writes its entry in its own
 * transaction (`auditEffect`, or `writeAudit`); what has not come to that is written here, apart: refusals, failures, and
 * what changed nothing.
 */
export function auditedMutation(resolve: MutationResolver): MutationResolver {
  return async (root, args, context, info) => {
    const action = info.fieldName;
    const target = targetOf(args);
    const trail: MutationTrail = { action, viewer: context.viewer, written: new Set() };
    const write = async (act: Pick<Act, 'outcome' | 'detail'>): Promise<void> => {
      // What the request read by is given back first: two connections for one request may be one too many for all.
      await context.refresh().catch(() => undefined);
      const append = act.outcome === 'DONE' ? auditAfterwards : auditRefusal;
      await append(context, { action, target, ...act });
    };
    try {
      const value: unknown = await withTrail(trail, () => resolve(root, args, context, info));
      if (!isOnRecord(trail)) await write(outcomeOfValue(value));
      return value;
    } catch (error) {
      if (!isOnRecord(trail)) await write(outcomeOfError(error));
      throw error;
    }
  };
}

type Resolvers = Record<string, Record<string, unknown> | undefined>;

/** The same resolvers with every field of Mutation audited. */
export function auditMutations<R extends Resolvers>(resolvers: R): R {
  const { Mutation: fields } = resolvers;
  if (!fields) return resolvers;
  const audited = Object.entries(fields).map(([name, resolve]) => {
    if (typeof resolve !== 'function') throw new Error(`the mutation ${name} has no resolver that could be audited`);
    return [name, auditedMutation(resolve as MutationResolver)];
  });
  return { ...resolvers, Mutation: Object.fromEntries(audited) as Record<string, unknown> };
}
