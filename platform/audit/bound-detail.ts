import type { JsonValue } from '../records/json.ts';
import { storable } from '../records/storable.ts';
import type { AuditDetail } from './audit-entry.ts';

const MOST_TEXT = 200;
const MOST_MEMBERS = 20;
const MOST_DEPTH = 4;
/** Below what the table takes, in characters of JSON. */
const MOST_JSON = 1_000;

function bounded(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') return value.length <= MOST_TEXT ? value : `${value.slice(0, MOST_TEXT - 1)}…`;
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MOST_DEPTH) return '…';
  if (Array.isArray(value)) {
    const kept = value.slice(0, MOST_MEMBERS).map((item) => bounded(item, depth + 1));
    return value.length > MOST_MEMBERS ? [...kept, `… ${value.length - MOST_MEMBERS} more`] : kept;
  }
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(members.map(([name, member]) => [name.slice(0, MOST_TEXT), bounded(member, depth + 1)]));
}

/** The detail as it may be stored: texts, lists and depth cut to a bound, and `{ "cut": true }` for what is still long. */
export function boundDetail(detail: AuditDetail | null): AuditDetail | null {
  if (detail === null) return null;
  const kept = storable(bounded(detail as JsonValue, 0)) as AuditDetail;
  return JSON.stringify(kept).length <= MOST_JSON ? kept : { cut: true };
}
