import type { JsonValue } from '../../../../platform/records/json.ts';
import type { Base } from '../../../../platform/vendor/first-base.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import type { VendorFieldError, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { unreadable } from '../../client/answer-json.ts';
import type { WriteContext } from '../context.ts';
import { patchOf, type Change } from '../content/changes.ts';

/** What a PATCH is for. */
export interface Wanted {
  readonly step: string;
  readonly changes: readonly Change[];
  /** Somebody else's change of the same members ends it. A status is judged anew instead. */
  readonly guarded: boolean;
  /** What the members held when this was planned: kept from the first plan on, where it is guarded. */
  readonly base?: Base;
}

/** A PATCH of what differs, for the version that was just read. @throws VendorError when the record has no version */
export function patchCall(context: WriteContext, found: JsonValue, wanted: Wanted): WritePlan {
  const { step, changes, guarded, base } = wanted;
  const remoteId = textMember(found, 'id');
  const ifMatch = textMember(found, 'eTag');
  if (remoteId === null || ifMatch === null) {
    throw unreadable('referrals.get', `/${remoteId === null ? 'id' : 'eTag'}: expected a text, got nothing`);
  }
  const body = patchOf(changes, found).map((operation) => ({ ...operation }));
  const kept = changes.map((change) => ({ ...change }));
  const request: JsonValue = { method: 'PATCH', remoteId, ifMatch, body, changes: kept, guarded };
  const call = { step, recovery: context.timing.change, request, buckets: ['partner'] };
  return { kind: 'call', call, ...(base === undefined ? {} : { base: { ...base } }) };
}

export function refused(errors: readonly VendorFieldError[]): WritePlan {
  return { kind: 'refused', errors };
}
