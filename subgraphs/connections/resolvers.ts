import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AuditDetail } from '../../platform/audit/audit-entry.ts';
import { auditEffect } from '../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { ChangeKindEnum } from '../../platform/graph/enums.ts';
import { loadFeedHealth } from '../../platform/graph/feed-health.ts';
import { Node } from '../../platform/graph/node.ts';
import { noticeOfFeed } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { assertScope, RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadCountOf, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { SourceNotice } from '../../platform/graph/shared-types.ts';
import { writeAsViewer } from '../../platform/graph/write-as.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { ChangeKind } from '../../platform/records/vocabulary.ts';
import { queuedWrites } from '../../platform/writes/pending-store.ts';
import { readChanges } from './changes.ts';
import { connectionNode, loadConnection } from './loaders.ts';
import { findNode } from './node.ts';
import { readQuotas } from './quotas.ts';
import { ownConnections, requestRun, runsOfConnections, setPaused } from './store.ts';
import { toRun } from './to-node.ts';
import { ChangePage, Connection, Quota, SyncRun } from './types.ts';

@Resolver()
export class ConnectionQueries {
  @Query(() => Node, { nullable: true })
  node(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<Node | null> {
    return findNode(context, id);
  }

  @Query(() => [Connection])
  async connections(@Ctx() context: GraphContext): Promise<Connection[]> {
    assertScope(context, 'connections:read');
    const rows = await context.db.read(ownConnections);
    return Promise.all(rows.map((row) => connectionNode(context, row)));
  }

  @Query(() => ChangePage)
  changes(
    @Ctx() context: GraphContext,
    @Arg('since', () => String, { nullable: true }) since: string | null,
    @Arg('kinds', () => [ChangeKindEnum], { nullable: true }) kinds: ChangeKind[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 200 }) first: number,
  ): Promise<ChangePage> {
    assertScope(context, 'deals:read');
    assertScope(context, 'programs:read');
    assertScope(context, 'benefits:read');
    return readChanges(context, { since: since ?? null, kinds: kinds ?? null, first });
  }
}

interface ConnectionChange {
  /** @returns whether there is such a connection */
  readonly make: (trx: WriteTransaction, rowId: string) => Promise<boolean>;
  /** What the audit log tells of it. */
  readonly detail: AuditDetail | null;
}

/** Changes the caller's own connection and shows it as it is then. */
async function changeConnection(
  context: GraphContext,
  id: string,
  { make, detail }: ConnectionChange,
): Promise<Connection> {
  const rowId = rowIdOf('Connection', id);
  const changed =
    rowId !== null &&
    (await writeAsViewer(context, async (trx) => {
      const made = await make(trx, rowId);
      if (made) await auditEffect(trx, { target: id, detail });
      return made;
    }));
  const connection = changed ? await loadConnection(context, rowId) : null;
  if (!connection) refuse('id', 'must be the id of one of your connections; there is none of this id', 'NOT_FOUND');
  return connection;
}

@Resolver()
export class ConnectionMutations {
  @RequiresScope('connections:admin')
  @Mutation(() => Connection)
  refreshConnection(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<Connection> {
    const make = (trx: WriteTransaction, rowId: string) => requestRun(trx, rowId, context.services.clock.now());
    return changeConnection(context, id, { make, detail: null });
  }

  @RequiresScope('connections:admin')
  @Mutation(() => Connection)
  pauseConnection(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('paused', () => Boolean) paused: boolean,
  ): Promise<Connection> {
    const make = (trx: WriteTransaction, rowId: string) => setPaused(trx, rowId, paused);
    return changeConnection(context, id, { make, detail: { paused } });
  }
}

@Resolver(() => Connection)
export class ConnectionFields {
  @FieldResolver(() => SourceNotice, { nullable: true })
  async lastError(@Ctx() context: GraphContext, @Root() connection: Connection): Promise<SourceNotice | null> {
    const feeds = await loadFeedHealth(context);
    const failed = feeds.find((feed) => feed.connectionId === connection.rowId && feed.failureCode !== null);
    return failed ? noticeOfFeed(context, failed) : null;
  }

  @FieldResolver(() => Int, {
    description: 'Changes of ours on their way to the vendor, those that wait for a person among them.',
  })
  queuedWrites(@Ctx() context: GraphContext, @Root() connection: Connection): Promise<number> {
    return loadCountOf(context, 'queued writes', connection.rowId, queuedWrites);
  }

  @FieldResolver(() => [Quota])
  quotas(@Ctx() context: GraphContext, @Root() connection: Connection): Promise<Quota[]> {
    return readQuotas(context, connection);
  }

  @FieldResolver(() => [SyncRun])
  async runs(
    @Ctx() context: GraphContext,
    @Root() connection: Connection,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10 }) first: number,
  ): Promise<SyncRun[]> {
    checkFirst(first);
    const rows = await loadRowsOf(context, `runs ${first}`, connection.rowId, {
      all: (trx, ids) => runsOfConnections(trx, ids, first),
      ownerOf: (row) => row.connection_id,
    });
    return rows.map(toRun);
  }
}
