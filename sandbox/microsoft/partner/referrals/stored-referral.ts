import { text } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';

/** A referral as the stand-in keeps it. */
export interface StoredReferral {
  /** What goes over the wire. Staff may have put wrong-typed values into it. */
  document: JsonObject;
  /** Whose referral it is: the partner's own, or Microsoft's side of the same engagement. */
  readonly owner: 'partner' | 'microsoft';
  /** A record that someone else works on: writes are answered 423. */
  locked: boolean;
}

export const idOf = (record: StoredReferral): string => text(record.document, 'id');
export const engagementOf = (record: StoredReferral): string => text(record.document, 'engagementId');
