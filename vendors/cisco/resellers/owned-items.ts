import type { PulledItem, RecordOwner } from '../../../platform/vendor/contract.ts';
import type { Account } from '../feed.ts';
import { BE_GEO_ID } from '../own-number/own-number.ts';
import type { ResellerMemberships } from './reseller-memberships.ts';

/**
 * Items of the distributor itself and of its resellers, each with whose it is. A distributor that names none of its
 * resellers has asked for itself alone, and whatever else is told it is left out. A row without a number comes without an
 * owner: it may be anybody's, and the run has to know that it can't tell who is missing.
 */
export function itemsOf({ memberships, malformed }: ResellerMemberships, account: Account): PulledItem[] {
  const named = new Map(account.resellers?.map(({ beGeoId, partnerId }) => [beGeoId, partnerId]));
  const isAsked = (beGeoId: string | null): boolean =>
    named.size > 0 || beGeoId === null || beGeoId === account.beGeoId;
  const ownerOf = (beGeoId: string | null): { readonly owner?: RecordOwner } =>
    beGeoId === null || beGeoId === account.beGeoId
      ? {}
      : { owner: { scheme: BE_GEO_ID, value: beGeoId, vouchedFor: named.get(beGeoId) ?? null } };
  const items = [
    ...memberships.map(({ beGeoId, record, payload }) => ({ beGeoId, item: { record, payload } })),
    ...malformed.map(({ beGeoId, malformed: fault }) => ({ beGeoId, item: { malformed: fault } })),
  ];
  return items
    .filter(({ beGeoId }) => isAsked(beGeoId))
    .map(({ beGeoId, item }) => Object.assign(item, ownerOf(beGeoId)));
}
