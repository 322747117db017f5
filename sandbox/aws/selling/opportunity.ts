import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { textAt, type JsonObject } from '../json.ts';
import { instant, SECOND_MS, seconds } from '../time.ts';

/** The caller's opportunity. @throws AwsError ResourceNotFoundException */
export function opportunityOf(context: Context, id: string): JsonObject {
  const record = context.store.get('opportunity', id);
  if (!record) throw notFound('Opportunity', id);
  return record;
}

export function reviewStatus(record: JsonObject): string {
  return textAt(record, 'LifeCycle', 'ReviewStatus');
}

/**
 * The LastModifiedDate of a change now. It has whole seconds [PM] and always moves on, so that two changes within
 * one second still differ and a lock taken before the first fails.
 */
export function nextModified(record: JsonObject, now: number): string {
  const before = instant(textAt(record, 'LastModifiedDate')) || 0;
  return seconds(Math.max(now, before + SECOND_MS));
}

/** Stores a changed opportunity under a new LastModifiedDate. @returns the record as stored */
export function saveOpportunity(context: Context, record: JsonObject): JsonObject {
  const saved = { ...record, LastModifiedDate: nextModified(record, context.now) };
  context.store.put('opportunity', String(record['Id']), saved);
  return saved;
}
