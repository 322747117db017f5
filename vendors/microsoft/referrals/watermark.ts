import type { JsonValue } from '../../../platform/records/json.ts';
import { textMember } from '../../../platform/vendor/shape-check.ts';
import { orderKey } from '../wire/date-time.ts';

/** When an item was last changed, as the service wrote it; null when it does not say. */
export function changedAt(item: JsonValue): string | null {
  const text = textMember(item, 'updatedDateTime');
  return orderKey(text) === null ? null : text;
}

/** The later of two changes, each as the service wrote it. */
export function later(left: string | null, right: string | null): string | null {
  return (orderKey(right) ?? '') > (orderKey(left) ?? '') ? right : left;
}

/** True for an item that was last changed before the watermark. One changed at that very moment is read again. */
export function isBefore(item: JsonValue, since: string | null): boolean {
  const at = orderKey(changedAt(item));
  const mark = orderKey(since);
  return at !== null && mark !== null && at < mark;
}

/** True when the items with a date come last changed first, as they were asked for. */
export function isDescending(items: readonly JsonValue[]): boolean {
  const keys = items.map((item) => orderKey(changedAt(item))).filter((key) => key !== null);
  return keys.every((key, index) => index === 0 || key <= (keys[index - 1] ?? key));
}
