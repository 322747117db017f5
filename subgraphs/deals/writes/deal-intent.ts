import type { DealStage, DealStatus } from '../../../platform/records/vocabulary.ts';
import type { DealSnapshot, WriteIntent } from '../../../platform/vendor/write-contract.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import type { OwnDealRow } from './own-deal-store.ts';

/** What every intent about a deal tells. */
export function intentOf(deal: OwnDealRow, kind: WriteIntent['kind'], more: Partial<WriteIntent> = {}): WriteIntent {
  return {
    kind,
    externalId: deal.external_id ?? deal.id,
    remoteId: isUnnamed(deal) ? null : deal.remote_id,
    content: null,
    patch: null,
    funds: null,
    reason: null,
    closedOn: null,
    until: null,
    ...more,
  };
}

/** What a vendor's judge is told of a deal. */
export function snapshotOf(deal: OwnDealRow): DealSnapshot {
  return {
    status: deal.status as DealStatus,
    rawStatus: deal.raw_status,
    stage: deal.stage as DealStage | null,
    direction: deal.direction === 'INBOUND' ? 'INBOUND' : 'OUTBOUND',
    createdAt: deal.created_at,
    protectionEndsOn: deal.protection_ends_on,
    extensionDeadline: deal.extension_deadline,
  };
}
