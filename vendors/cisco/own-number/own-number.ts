import type { PartnerProfileRecord } from '../../../platform/records/records.ts';
import type { Feed } from '../feed.ts';

/** A firm's number in Cisco's partner database (BE GEO ID). */
export const BE_GEO_ID = 'CISCO_BE_GEO_ID';

/**
 * The number that the partner says is its own. No interface of Cisco's tells a firm its number, so it is a claim: after a
 * sign-in, since only who deals with Cisco has one to make. It counts once a distributor says the same.
 */
export const ownNumberFeed: Feed = {
  facts: {
    name: 'own-number',
    area: 'MEMBERSHIP',
    kinds: ['partnerProfile'],
    support: 'PARTIAL',
    transport: 'MANUAL',
    mode: 'full',
  },
  async *read({ account, cisco, run }) {
    await cisco.signIn(run);
    const { beGeoId } = account;
    const items = beGeoId === undefined ? [] : [{ record: claimOf(beGeoId), payload: { beGeoId } }];
    yield { items, resume: null, watermark: null, calls: run.takeCalls() };
  },
};

function claimOf(beGeoId: string): PartnerProfileRecord {
  return {
    kind: 'partnerProfile',
    remoteId: beGeoId,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    legalName: null,
    countries: [],
    industries: [],
    services: [],
    identifiers: [{ scheme: BE_GEO_ID, value: beGeoId, claimed: true }],
  };
}
