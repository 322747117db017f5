import type { JsonObject } from '../json.ts';
import { nextModified } from '../selling/opportunity.ts';
import type { RecordType } from '../store/store.ts';
import { seconds } from '../time.ts';

type Touch = (record: JsonObject, now: number) => JsonObject;

function nextRevision(revision: unknown): string {
  return String((Number(revision) || 0) + 1);
}

const channel: Touch = (record, now) => ({ updatedAt: seconds(now), revision: nextRevision(record['revision']) });

const TOUCHES: Readonly<Partial<Record<RecordType, Touch>>> = {
  opportunity: (record, now) => ({ LastModifiedDate: nextModified(record, now) }),
  application: (record, now) => ({ UpdatedAt: seconds(now), Revision: nextRevision(record['Revision']) }),
  allocation: (_, now) => ({ UpdatedAt: seconds(now) }),
  programManagementAccount: channel,
  relationship: channel,
};

/** The members that say when a record was changed, after a change now; none for kinds that do not say. */
export function touched(type: RecordType, record: JsonObject, now: number): JsonObject {
  return TOUCHES[type]?.(record, now) ?? {};
}
