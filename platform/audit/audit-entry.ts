import { createHash } from 'node:crypto';
import type { JsonValue } from '../records/json.ts';
import { storable } from '../records/storable.ts';
import type { Viewer } from '../identity/viewer.ts';

/** DONE: it took effect. REFUSED: the caller may not, or asked for what can't be. FAILED: a fault of ours or a vendor's. */
export const AUDIT_OUTCOMES = ['DONE', 'REFUSED', 'FAILED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What is told of an act beside who did what: small, no secrets, no personal data, nobody else's money. */
export type AuditDetail = Readonly<Record<string, JsonValue>>;

/** One act, as it is written down. When it was, and its place in the chain, the database says. */
export interface AuditEntry {
  /** The tenant whose log it belongs to: uuid of the partner in whose name it was done. */
  readonly partnerId: string;
  /** Who did it: see `actorOf`. */
  readonly actor: string;
  /** Whose employee that is: uuid of a partner; another one than `partnerId` for what is done on behalf. */
  readonly actorPartner: string;
  /** A mutation's name, or what else was done: `grantAccess`, `uploadImport`. */
  readonly action: string;
  /** Node id of what it was done to; null for nothing in particular. */
  readonly target: string | null;
  readonly outcome: AuditOutcome;
  readonly detail: AuditDetail | null;
}

/** In characters, as the table has them. */
const MOST_ACTOR = 255;
const MOST_ACTION = 200;
const MOST_TARGET = 500;
const SHOWN_HASH = 24;

/**
 * Who did it, as the log may keep it: the token's subject. One that is an e-mail address, or longer than is kept, is
 * told by a hash, the same for the same subject of one partner.
 */
export function actorOf({ partnerId, subject }: Pick<Viewer, 'partnerId' | 'subject'>): string {
  if (!subject.includes('@') && subject.length <= MOST_ACTOR) return storable(subject);
  const hash = createHash('sha256').update(`${partnerId}\n${subject}`).digest('hex');
  return `subject:${hash.slice(0, SHOWN_HASH)}`;
}

/** What is said of an act by who knows what was done. */
export interface Act {
  readonly action: string;
  readonly target?: string | null | undefined;
  /** DONE unless said otherwise. */
  readonly outcome?: AuditOutcome | undefined;
  readonly detail?: AuditDetail | null | undefined;
  /** The partner in whose name it is done, where that is not the actor's own. */
  readonly partnerId?: string | undefined;
}

/** An entry of what a caller did. Whatever it was, it fits into the table: what is too long is cut, or left out. */
export function entryBy(viewer: Pick<Viewer, 'partnerId' | 'subject'>, act: Act): AuditEntry {
  const target = act.target ?? '';
  return {
    partnerId: act.partnerId ?? viewer.partnerId,
    actor: actorOf(viewer),
    actorPartner: viewer.partnerId,
    action: act.action.slice(0, MOST_ACTION),
    target: target.length > 0 && target.length <= MOST_TARGET ? target : null,
    outcome: act.outcome ?? 'DONE',
    detail: act.detail ?? null,
  };
}
