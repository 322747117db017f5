import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, plainListTypeOf } from '../../platform/graph/list-types.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { assertScope, RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { auditById, auditPage, countAudit, type AuditRow } from './audit-store.ts';
import { AUDIT_SCOPE, AuditArguments, AuditEntry } from './audit-types.ts';
import { loadPartner } from './resolvers.ts';
import { Partner } from './types.ts';

export const AuditList = plainListTypeOf('Audit', () => AuditEntry);

/** An entry as the graph shows it. */
export function toAuditEntry(row: AuditRow): AuditEntry {
  return Object.assign(new AuditEntry(), {
    id: toNodeId('AuditEntry', row.id),
    at: row.at,
    actor: row.actor,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    detail: row.detail,
    partnerRowId: row.partner_id,
    actorPartnerRowId: row.actor_partner,
  });
}

/** An entry by its node id; null when it is not in the viewer's own log. @throws GraphQLError without the scope */
export async function loadAuditEntry(context: GraphContext, id: string): Promise<AuditEntry | null> {
  assertScope(context, AUDIT_SCOPE);
  const row = await loadRow(context, 'audit by id', rowIdOf('AuditEntry', id), auditById);
  return row && toAuditEntry(row);
}

@Resolver()
export class AuditQueries {
  @RequiresScope(AUDIT_SCOPE)
  @Query(() => AuditList.Connection, {
    description:
      "What was done in the name of the caller's partner, by whomever, and what was refused: newest first. Its own log alone.",
  })
  auditLog(
    @Ctx() context: GraphContext,
    @Args(() => AuditArguments) { target = null, from = null, first, after = null }: AuditArguments,
  ): object {
    checkFirst(first);
    const filter = { target, from };
    const binding = { tenant: context.viewer.partnerId, list: 'audit', query: filter };
    const request = { first, after, binding, cursors: context.services.cursors };
    return AuditList.of({
      page: async () => mapPage(await context.db.read((trx) => auditPage(trx, filter, request)), toAuditEntry),
      totalCount: () => context.db.read((trx) => countAudit(trx, filter)),
    });
  }
}

@Resolver(() => AuditEntry)
export class AuditFields {
  @RequiresScope(AUDIT_SCOPE)
  @FieldResolver(() => Partner)
  actingFor(@Ctx() context: GraphContext, @Root() entry: AuditEntry): Promise<Partner | null> {
    return loadPartner(context, entry.partnerRowId);
  }

  @RequiresScope(AUDIT_SCOPE)
  @FieldResolver(() => Partner, {
    nullable: true,
    description: 'Whose employee the actor is: another partner for what was done on behalf.',
  })
  actorPartner(@Ctx() context: GraphContext, @Root() entry: AuditEntry): Promise<Partner | null> {
    return loadPartner(context, entry.actorPartnerRowId);
  }
}
