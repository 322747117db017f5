import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { openStandingRoom, tierId } from '../standing-room.ts';

let room: SubgraphTest;
let anyone: TestPartner;
beforeAll(async () => {
  room = await openStandingRoom();
  anyone = await room.tenants.addPartner();
});
afterAll(() => room.close());

interface TierAnswer {
  requirements: Array<{ key: string; quantity: string; certifications: string[] }>;
  unknownRequirements: string[];
  benefitSummary: string[];
}

function tier(id: string, fields: string): Promise<TierAnswer | null> {
  return room.reference<TierAnswer>(anyone, { type: 'Tier', id, selection: fields });
}

describe('the rules of a tier', () => {
  test('tell what it asks for, in what unit, by which certifications, and from where', async () => {
    const fields = 'requirements { key label kind quantity unit certifications source confidence }';
    const found = await tier(tierId('silver'), fields);
    const from = { source: 'A guide of 2026', confidence: 'HIGH' };
    const person = { kind: 'CERTIFIED_HEADCOUNT', unit: 'people', ...from };
    expect(found?.requirements).toEqual([
      {
        key: 'technical',
        label: 'technical',
        quantity: '2',
        certifications: ['A-TECH', 'A-EXPERT', 'A-OLD'],
        ...person,
      },
      { key: 'sales', label: 'sales', quantity: '1', certifications: ['A-SALES'], ...person },
      { key: 'deals', label: 'deals', kind: 'DEAL_COUNT', quantity: '2', unit: 'deals', certifications: [], ...from },
    ]);
  });

  test('keep a number that is not known out of the requirements, and say that it is not', async () => {
    const found = await tier(tierId('gold'), 'requirements { key } unknownRequirements');
    expect(found?.requirements.map(({ key }) => key)).not.toContain('fee');
    expect(found?.unknownRequirements).toEqual(['fee: not known. A guide of 2026.']);
  });

  test('say so where nothing is known', async () => {
    const found = await tier(tierId('adviser', 'Network'), 'requirements { key } unknownRequirements benefitSummary');
    expect(found).toEqual({
      requirements: [],
      unknownRequirements: ['What Network Adviser asks for is not known.'],
      benefitSummary: [],
    });
  });

  test('give what the tiers below give, and what the tier adds', async () => {
    const found = await tier(tierId('gold'), 'benefitSummary');
    expect(found?.benefitSummary).toEqual(['Listing', 'Deal registration', 'Market development funds']);
  });
});

describe('the rules of a program', () => {
  test('are told with their version, and the rules of engagement with what is not known of them', async () => {
    const { vendor } = await room.read<{ vendor: { programs: unknown[] } }>({
      as: anyone,
      query: `{ vendor(id: "alpha") { programs { rulesVersion rulesEffectiveFrom rulesSource rulesOfEngagement {
        directSegments channelSegments approvalDays protectionDays extensionDays maxExtensions
        minimumDealValue { amount currency } rejectionGrounds documentUrl unknown } } } }`,
    });
    expect(vendor.programs).toEqual([
      {
        rulesVersion: '2026-05',
        rulesEffectiveFrom: '2026-05-01',
        rulesSource: 'The guide of May 2026',
        rulesOfEngagement: {
          directSegments: ['Government'],
          channelSegments: ['Small business'],
          approvalDays: 5,
          protectionDays: 180,
          extensionDays: null,
          maxExtensions: 1,
          minimumDealValue: { amount: '10000', currency: 'USD' },
          rejectionGrounds: ['Another partner was first'],
          documentUrl: 'https://alpha.example/rules',
          unknown: ['Days of an extension: not known. Not published.'],
        },
      },
    ]);
  });

  test('are none where none are known', async () => {
    const query = '{ vendor(id: "beta") { programs { rulesOfEngagement { approvalDays } } } }';
    expect(await room.read({ as: anyone, query })).toEqual({ vendor: { programs: [{ rulesOfEngagement: null }] } });
  });
});
