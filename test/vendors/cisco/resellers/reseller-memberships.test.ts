import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { resellerMemberships } from '../../../../vendors/cisco/index.ts';
import { reseller, resellerPage } from '../support/cisco-json.ts';

function read(...rows: readonly unknown[]) {
  return resellerMemberships([resellerPage(rows) as JsonValue]);
}

describe('the memberships that a distributor sees', () => {
  test('carry level, term and specializations, and whose they are', () => {
    const row = reseller();
    expect(read(row)).toEqual({
      memberships: [
        {
          beGeoId: '520001',
          record: {
            kind: 'membership',
            remoteId: 'partner-program:520001',
            remoteUrl: null,
            remoteVersion: null,
            remoteUpdatedAt: null,
            program: 'partner-program',
            portfolio: null,
            tier: 'gold',
            tierSince: '2025-09-27',
            reviewOn: '2026-09-27',
            distribution: 'TWO_TIER',
            distributor: null,
            accountManager: null,
            specializations: [{ name: 'AENAS', code: 'AENAS', since: null, expiresOn: '2026-11-30' }],
          },
          payload: [row],
        },
      ],
      malformed: [],
    });
  });

  test('are one for each reseller, whatever the number of its sites', () => {
    const { memberships } = read(
      reseller({ certification: '', certEffectiveStartDate: null, specialization: null }),
      reseller({ pdbBeGeoID: 520002, certification: 'Select' }),
      reseller({ partnerSiteID: '9002', specialization: [{ specType: 'SP1' }, { specType: 'AENAS', validUntil: '' }] }),
      reseller({ partnerSiteID: '9003', specialization: [{ specType: 'AENAS', validUntil: '01-JAN-2027' }] }),
      reseller({ partnerSiteID: '9004', specialization: [{ specType: 'AENAS', validUntil: '31-DEC-2026' }] }),
    );
    expect(memberships.map(({ beGeoId, record }) => [beGeoId, record.tier])).toEqual([
      ['520001', 'gold'],
      ['520002', 'select'],
    ]);
    expect(memberships[0]?.record.specializations.map(({ code, expiresOn }) => [code, expiresOn])).toEqual([
      ['SP1', null],
      ['AENAS', '2027-01-01'],
    ]);
  });

  test('are the same whatever page a row is on, in whatever order, and however often it comes', () => {
    const [first, second] = [reseller(), reseller({ partnerSiteID: '9002', certification: '' })];
    const once = read(first, second);
    const pages = [[second, first], [first]].map((rows) => resellerPage(rows) as JsonValue);
    expect(resellerMemberships(pages)).toEqual(once);
    expect(once.memberships).toHaveLength(1);
    expect(once.memberships[0]?.payload).toEqual([first, second]);
  });

  test.each([
    ['GOLD', 'gold'],
    ['Premier', 'premier'],
    [' select ', 'select'],
  ])('level %j is the tier %s', (level, tier) => {
    expect(read(reseller({ certification: level })).memberships[0]?.record.tier).toBe(tier);
  });

  test.each([
    ['27-SEP-2022', '2022-09-27'],
    ['27-Sep-2022', '2022-09-27'],
    ['1-JAN-2026', '2026-01-01'],
    ['', null],
    [null, null],
  ])('a term that begins on %j begins on %j', (written, date) => {
    const { memberships } = read(reseller({ certEffectiveStartDate: written }));
    expect(memberships[0]?.record.tierSince).toBe(date);
  });

  test.each(['', null, 'Cisco Preferred Networking Partner', 'Platinum'])('level %j is no tier of ours', (level) => {
    expect(read(reseller({ certification: level })).memberships[0]?.record.tier).toBeNull();
  });

  test('who has no account at the distributor need not buy from it', () => {
    expect(read(reseller({ distiValResellerAcNo: '' })).memberships[0]?.record.distribution).toBeNull();
  });

  test('a row of another shape is rejected by name', () => {
    const { memberships, malformed } = read(
      reseller({ certificationExpiryDate: '2026-09-27' }),
      reseller({ pdbBeGeoID: '' }),
      reseller({ pdbBeGeoID: '520003' }),
    );
    expect(memberships.map(({ beGeoId }) => beGeoId)).toEqual(['520003']);
    expect(malformed.map((item) => [item.beGeoId, item.malformed.remoteId, item.malformed.path])).toEqual([
      ['520001', 'partner-program:520001', '/certificationExpiryDate'],
      [null, null, '/pdbBeGeoID'],
    ]);
  });

  test('are found whatever the list is called, and in a wrapper as well', () => {
    const { resellers, ...paging } = resellerPage([reseller()]);
    for (const answer of [
      { ...paging, items: resellers },
      { resellerSearchResponse: { ...paging, reseller: resellers } },
      { ...paging, resellerSearchResponse: { resellers } },
    ]) {
      expect(resellerMemberships([answer as JsonValue]).memberships).toHaveLength(1);
    }
  });

  test('an answer that tells of none, in whatever form, has none', () => {
    for (const answer of [
      { total: 0 },
      { response: { total: '0', resellers: null } },
      { total: 0, resellers: [] },
      'x',
    ]) {
      expect(resellerMemberships([answer as JsonValue])).toEqual({ memberships: [], malformed: [] });
    }
  });
});
