import type { ClassType } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import type { CursorBinding } from '../../platform/graph/cursor.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { toldFields } from '../../platform/graph/change-fields.ts';
import { BenefitRef, CertificationRef, DealRef, MembershipRef, SpecialBidRef } from '../../platform/graph/refs.ts';
import { toNodeId, type NodeKind } from '../../platform/ids/node-id.ts';
import type { ChangeKind } from '../../platform/records/vocabulary.ts';
import { CHANGE_FIELDS } from '../change-fields.ts';
import { changesSince, START_OF_LOG, type ChangePosition, type ChangeRow } from './change-store.ts';
import { Change, ChangePage } from './types.ts';

/** Longest page of the feed: a consumer that catches up reads in larger steps than a person. */
const MAX_CHANGES = 500;

type RecordRef = ClassType<DealRef | MembershipRef | CertificationRef | BenefitRef | SpecialBidRef>;

const NODES: Partial<Readonly<Record<ChangeKind, { kind: NodeKind; ref: RecordRef }>>> = {
  DEAL: { kind: 'Deal', ref: DealRef },
  MEMBERSHIP: { kind: 'Membership', ref: MembershipRef },
  CERTIFICATION: { kind: 'Certification', ref: CertificationRef },
  BENEFIT: { kind: 'Benefit', ref: BenefitRef },
  SPECIAL_BID: { kind: 'SpecialBid', ref: SpecialBidRef },
};

export interface ChangesArguments {
  readonly since: string | null;
  readonly kinds: readonly ChangeKind[] | null;
  readonly first: number;
}

/** A place in the log is good for every selection of kinds, so that a consumer may widen it later. */
function bindingOf(context: GraphContext): CursorBinding {
  return { tenant: context.viewer.partnerId, list: 'changes', query: null };
}

/** A line of the log as the graph shows it; null for a kind that has no node. @param cursor empty for one that is no line yet */
export function toChange(row: Omit<ChangeRow, 'xid' | 'seq'>, cursor: string): Change | null {
  const node = NODES[row.kind];
  if (!node) return null;
  const nodeId = toNodeId(node.kind, row.node_id);
  return Object.assign(new Change(), {
    cursor,
    action: row.action,
    at: row.at,
    kind: row.kind,
    nodeId,
    fields: toldFields(CHANGE_FIELDS[row.kind], row.fields),
    row: null,
    record: Object.assign(new node.ref(), { id: nodeId }),
  });
}

/**
 * One page of the change feed. Its `nextCursor` is always a place to go on from, also of an empty page.
 * @throws GraphQLError for a cursor that is not this tenant's, or a bad `first`
 */
export async function readChanges(context: GraphContext, asked: ChangesArguments): Promise<ChangePage> {
  const { cursors } = context.services;
  checkFirst(asked.first, 'first', MAX_CHANGES);
  const binding = bindingOf(context);
  const [xid, seq] = asked.since === null ? [] : cursors.decode(binding, asked.since, 'since');
  const since: ChangePosition = xid && seq ? { xid, seq } : START_OF_LOG;
  const options = { kinds: asked.kinds, limit: asked.first + 1 };
  const rows = await context.db.read((trx) => changesSince(trx, since, options));
  const shown = rows.slice(0, asked.first);
  const cursorOf = (at: ChangePosition): string => cursors.encode(binding, [at.xid, at.seq]);
  return Object.assign(new ChangePage(), {
    changes: shown.map((row) => toChange(row, cursorOf(row))).filter((change) => change !== null),
    nextCursor: cursorOf(shown.at(-1) ?? since),
    hasMore: rows.length > asked.first,
  });
}
