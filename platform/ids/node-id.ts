import { v5 as uuidV5, validate as isUuid } from 'uuid';

/** Kinds of node that have a row behind them, by GraphQL type name. */
export const NODE_KINDS = [
  'Partner',
  'Person',
  'Alliance',
  'AccessGrant',
  'Membership',
  'Certification',
  'Benefit',
  'FundRequest',
  'Deal',
  'Opportunity',
  'DealEvent',
  'SpecialBid',
  'Connection',
  'SyncRun',
  'FileImport',
  'AuditEntry',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Kinds that are facts of ours, the same for every tenant, named by a code: `aws/apn/select`. */
export const CODED_NODE_KINDS = ['Program', 'Tier'] as const;
export type CodedNodeKind = (typeof CODED_NODE_KINDS)[number];

const MIRROR_NAMESPACE = '6f4b1c1e-8a55-5d0e-9a43-1d6f0c5f7a10';

/** A row's key as the database writes it: an id that spells it otherwise was not given out, and would name no row. */
function isRowKey(key: string): boolean {
  return isUuid(key) && key === key.toLowerCase();
}

function encode(kind: string, key: string): string {
  return Buffer.from(`${kind}:${key}`, 'utf8').toString('base64url');
}

/** The opaque, globally unique id of a node. @param uuid the row's primary key */
export function toNodeId(kind: NodeKind, uuid: string): string {
  return encode(kind, uuid);
}

/** The id of a node that is named by a code rather than a row. */
export function toCodedNodeId(kind: CodedNodeKind, code: string): string {
  return encode(kind, code);
}

/** A decoded id, or null for text that never was one of ours. A vendor's id is its code: `aws`. */
export function parseNodeId(id: string): { kind: NodeKind | CodedNodeKind | 'Vendor'; key: string } | null {
  if (/^[a-z]{2,20}$/.test(id)) return { kind: 'Vendor', key: id };
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0 || encode(text.slice(0, colon), text.slice(colon + 1)) !== id) return null;
  const kind = text.slice(0, colon);
  const key = text.slice(colon + 1);
  const rowKind = NODE_KINDS.find((known) => known === kind);
  if (rowKind) return isRowKey(key) ? { kind: rowKind, key } : null;
  const codedKind = CODED_NODE_KINDS.find((known) => known === kind);
  return codedKind ? { kind: codedKind, key } : null;
}

/**
 * The uuid inside an id of one kind; null when the id is of another kind or none of ours.
 * Callers treat null as "no such node": an id of the wrong kind tells nothing.
 */
export function rowIdOf(kind: NodeKind, id: string): string | null {
  const parsed = parseNodeId(id);
  return parsed?.kind === kind ? parsed.key : null;
}

/** `rowIdOf` over a list: ids that are not of the kind match nothing, so they are dropped. */
export function rowIdsOf(kind: NodeKind, ids: readonly string[]): string[] {
  return ids.map((id) => rowIdOf(kind, id)).filter((uuid) => uuid !== null);
}

/**
 * The primary key of a mirrored record: made from where it comes from, so that the same record keeps its id over
 * every run, every process and a rebuilt database.
 */
export function mirrorRowId(connectionId: string, kind: string, remoteId: string): string {
  return uuidV5(`${connectionId}\n${kind}\n${remoteId}`, MIRROR_NAMESPACE);
}
