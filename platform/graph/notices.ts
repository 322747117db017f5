import { utcDate } from '../records/dates.ts';
import type { CapabilityArea } from '../records/vocabulary.ts';
import { consentNotices } from './consent-notices.ts';
import type { GraphContext } from './context.ts';
import { isFeedStale, loadConsentLimits, loadFeedHealth, withoutUnsentFiles, type FeedHealth } from './feed-health.ts';
import type { SourceNotice } from './shared-types.ts';
import { sourceNotice } from './source-notice.ts';

/** Which sources stand behind a list. */
export interface NoticeScope {
  readonly areas: readonly CapabilityArea[];
  /** Vendor codes the caller asked for; null for all. */
  readonly vendors: readonly string[] | null;
  /** Partner uuids the caller asked for; null for all it can see. */
  readonly partners: readonly string[] | null;
}

function secondsUntil(instant: Date | null, now: Date): number | null {
  if (instant === null) return null;
  return Math.max(0, Math.ceil((instant.getTime() - now.getTime()) / 1000));
}

/** What a feed that is not current has to say: its failure, or its age. */
export function noticeOfFeed(context: GraphContext, health: FeedHealth): SourceNotice {
  const now = context.services.clock.now();
  const vendorName = context.services.vendors.nameOf(health.vendorId);
  if (health.failureCode !== null) {
    const message = health.failureMessage ?? `${vendorName} could not be read.`;
    return sourceNotice(health.vendorId, health.failureCode, message, secondsUntil(health.retryAt, now));
  }
  if (health.lastSuccessAt === null) {
    const message = health.pulled
      ? `${vendorName} has not been read yet.`
      : `This of ${vendorName} comes from its export files, and none has been sent in yet.`;
    return sourceNotice(health.vendorId, 'NEVER_SYNCED', message);
  }
  if (!health.pulled) {
    const message = `The last export file of ${vendorName} is of ${utcDate(health.lastSuccessAt)}.`;
    return sourceNotice(health.vendorId, 'STALE', message);
  }
  const hours = Math.floor((now.getTime() - health.lastSuccessAt.getTime()) / 3_600_000);
  const age = hours < 1 ? 'less than an hour' : `${hours} h`;
  return sourceNotice(health.vendorId, 'STALE', `${vendorName} was last read ${age} ago.`);
}

/**
 * What the reader of a list must know: one notice for each vendor and kind of trouble, sorted by vendor.
 * A vendor that was asked for by name and has nothing of this kind gives NOT_SUPPORTED.
 */
export async function noticesFor(context: GraphContext, scope: NoticeScope): Promise<readonly SourceNotice[]> {
  const { clock, vendors } = context.services;
  const now = clock.now();
  const asked = (await loadFeedHealth(context)).filter(
    (health) =>
      scope.areas.some((area) => area === health.area) &&
      (scope.vendors?.includes(health.vendorId) ?? true) &&
      (scope.partners?.includes(health.partnerId) ?? true),
  );
  const found = new Map<string, SourceNotice>();
  for (const health of withoutUnsentFiles(asked)) {
    if (!isFeedStale(health, now, context.services)) continue;
    const made = noticeOfFeed(context, health);
    const key = `${health.vendorId}:${made.code}`;
    if (!found.has(key)) found.set(key, made);
  }
  for (const limited of consentNotices(await loadConsentLimits(context), scope, vendors)) {
    found.set(`${limited.vendor.id}:${limited.code}`, limited);
  }
  for (const vendor of scope.vendors ?? []) {
    if (vendors.has(vendor) && scope.areas.every((area) => vendors.capability(vendor, area).read === 'NONE')) {
      const text = `${vendors.nameOf(vendor)} offers nothing of this kind that can be read.`;
      found.set(`${vendor}:NOT_SUPPORTED`, sourceNotice(vendor, 'NOT_SUPPORTED', text));
    }
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, made]) => made);
}
