import type { ClassType } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import type { Node } from '../../platform/graph/node.ts';
import {
  AccessGrantRef,
  AllianceRef,
  AuditEntryRef,
  BenefitRef,
  CertificationRef,
  DealEventRef,
  DealRef,
  FundRequestRef,
  MembershipRef,
  OpportunityRef,
  PartnerRef,
  PersonRef,
  ProgramRef,
  SpecialBidRef,
  TierRef,
  VendorRef,
} from '../../platform/graph/refs.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { parseNodeId } from '../../platform/ids/node-id.ts';
import { loadFileImport } from './imports/loaders.ts';
import { loadConnection, loadRun } from './loaders.ts';
import { visibleRows, type StoredNodeKind } from './node-store.ts';

/** Kinds that live in another subgraph: this one checks that the viewer can see the row and points there. */
const POINTED_TO = {
  Partner: PartnerRef,
  Person: PersonRef,
  Alliance: AllianceRef,
  AuditEntry: AuditEntryRef,
  AccessGrant: AccessGrantRef,
  Membership: MembershipRef,
  Certification: CertificationRef,
  Benefit: BenefitRef,
  FundRequest: FundRequestRef,
  Deal: DealRef,
  Opportunity: OpportunityRef,
  DealEvent: DealEventRef,
  SpecialBid: SpecialBidRef,
} as const satisfies Partial<Record<StoredNodeKind, ClassType<Node>>>;

type PointedTo = keyof typeof POINTED_TO;

function isPointedTo(kind: string): kind is PointedTo {
  return Object.hasOwn(POINTED_TO, kind);
}

function refer(type: ClassType<Node>, id: string): Node {
  return Object.assign(new type(), { id });
}

/** Whether a program or tier of that code exists: facts of ours, the same for everyone. */
function codedNode(context: GraphContext, kind: 'Program' | 'Tier', key: string, id: string): Node | null {
  const { vendors } = context.services;
  if (kind === 'Program') return vendors.programByKey(key) && refer(ProgramRef, id);
  return vendors.tierByKey(key) && refer(TierRef, id);
}

/**
 * Any node by its id; null for an id that is not one, and for a node that the viewer can't see: there is no telling.
 * @throws GraphQLError FORBIDDEN for a kind of this subgraph whose scope the token does not have; others check their own
 */
export async function findNode(context: GraphContext, id: string): Promise<Node | null> {
  const parsed = parseNodeId(id);
  if (parsed === null) return null;
  const { kind, key } = parsed;
  if (kind === 'Vendor') return context.services.vendors.has(key) ? refer(VendorRef, id) : null;
  if (kind === 'Program' || kind === 'Tier') return codedNode(context, kind, key, id);
  if (kind === 'Connection' || kind === 'SyncRun') {
    assertScope(context, 'connections:read');
    return kind === 'Connection' ? loadConnection(context, key) : loadRun(context, key);
  }
  if (kind === 'FileImport') return loadFileImport(context, key);
  if (!isPointedTo(kind)) return null;
  if (kind === 'AuditEntry') assertScope(context, 'audit:read');
  const row = await loadRow(context, `visible ${kind}`, key, (trx, ids) => visibleRows(trx, kind, ids));
  return row && refer(POINTED_TO[kind], id);
}
