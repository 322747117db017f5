import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { WriteTransaction } from '../../../../platform/ingest/ingest.ts';
import { dropTenantRules, saveTenantRules } from '../../../../subgraphs/programs/index.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { ALPHA_MAIN } from '../../support/test-vendors.ts';
import { membershipRecord } from '../records.ts';
import { ALPHA_RULES, people } from '../ruled-vendors.ts';
import { held } from '../standing-records.ts';
import { openStandingRoom, partnerWith, tierId } from '../standing-room.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

const OWN = {
  program: 'main',
  version: '2026-06, under secrecy',
  effectiveFrom: null,
  source: 'Our contract of 2026',
  rulesOfEngagement: null,
  tiers: [
    { tier: 'silver', requirements: [people('technical', '4', { codes: ['A-TECH'] })], benefits: [], unknown: [] },
  ],
};

const QUERY = `{ memberships { nodes { program { rulesVersion rulesEffectiveFrom rulesSource }
  progress { percent requirements { key required } } } } }`;

interface Seen {
  program: { rulesVersion: string; rulesEffectiveFrom: string | null; rulesSource: string };
  progress: { percent: string; requirements: Array<{ key: string; required: string }> };
}

async function seenBy(as: TestPartner): Promise<Seen | undefined> {
  const data = await room.read<{ memberships: { nodes: Seen[] } }>({ as, query: QUERY });
  return data.memberships.nodes[0];
}

async function save(partner: TestPartner, rules: unknown): Promise<void> {
  await room.tenants.as(partner, 'partnergraph_app', (trx) =>
    saveTenantRules(trx, {
      partnerId: partner.uuid,
      vendorId: 'alpha',
      program: ALPHA_MAIN,
      file: 'alpha-2026.json',
      rules,
      now: room.clock.now(),
    }),
  );
}

describe("a tenant's own rules", () => {
  let owner: TestPartner;
  beforeEach(async () => {
    const made = await partnerWith(room, [membershipRecord(), held('ann', 'A-TECH'), held('ben', 'A-EXPERT')]);
    owner = made.partner;
  });

  test('take the place of the public ones: version, source and what is asked for', async () => {
    expect((await seenBy(owner))?.program.rulesVersion).toBe('2026-05');
    await save(owner, OWN);
    expect(await seenBy(owner)).toEqual({
      program: {
        rulesVersion: '2026-06, under secrecy',
        rulesEffectiveFrom: null,
        rulesSource: 'Our contract of 2026',
      },
      progress: { percent: '25', requirements: [{ key: 'technical', required: '4' }] },
    });
  });

  test('know the certifications of the vendor beside their own', async () => {
    await save(owner, OWN);
    const wanted = {
      type: 'Tier',
      id: tierId('silver'),
      selection: 'requirements { certifications } unknownRequirements',
    };
    expect(await room.reference(owner, wanted)).toEqual({
      requirements: [{ certifications: ['A-TECH'] }],
      unknownRequirements: [],
    });
    const gold = { ...wanted, id: tierId('gold'), selection: 'unknownRequirements' };
    expect(await room.reference(owner, gold)).toEqual({ unknownRequirements: ['What Gold asks for is not known.'] });
  });

  test('are seen by nobody else, not even by whom the tenant lets see everything', async () => {
    await save(owner, OWN);
    const distributor = await room.tenants.addPartner();
    const areas = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'DEAL'] as const;
    await room.tenants.grant({ from: owner, to: distributor, vendors: ['alpha'], areas });
    const seen = await seenBy(distributor);
    expect(seen?.program.rulesVersion).toBe('2026-05');
    expect(seen?.progress.requirements).toContainEqual({ key: 'technical', required: '2' });
    for (const role of ['partnergraph_app', 'partnergraph_sync'] as const) {
      const count = (trx: WriteTransaction) => sql<{ count: number }>`select count(*) from program_rules`.execute(trx);
      expect((await room.tenants.as(distributor, role, count)).rows).toEqual([{ count: 0 }]);
    }
  });

  test('can not be put in the place of those of another tenant', async () => {
    const stranger = await room.tenants.addPartner();
    const forged = room.tenants.as(stranger, 'partnergraph_app', (trx) =>
      saveTenantRules(trx, {
        partnerId: owner.uuid,
        vendorId: 'alpha',
        program: ALPHA_MAIN,
        file: 'alpha-2026.json',
        rules: OWN,
        now: room.clock.now(),
      }),
    );
    await expect(forged).rejects.toThrow('row-level security');
    expect((await seenBy(owner))?.program.rulesVersion).toBe('2026-05');
  });

  test('can be replaced, and taken away again', async () => {
    await save(owner, OWN);
    await save(owner, { ...OWN, version: '2026-07' });
    expect((await seenBy(owner))?.program.rulesVersion).toBe('2026-07');
    const drop = (trx: WriteTransaction): Promise<boolean> =>
      dropTenantRules(trx, { vendor_id: 'alpha', program: 'main' });
    expect(await room.tenants.as(owner, 'partnergraph_app', drop)).toBe(true);
    expect((await seenBy(owner))?.program.rulesVersion).toBe('2026-05');
    expect(await room.tenants.as(owner, 'partnergraph_app', drop)).toBe(false);
  });

  test('that are not good are refused by file and place, and what was there stays', async () => {
    await save(owner, OWN);
    const [silver] = OWN.tiers;
    const wrong = { ...OWN, tiers: [{ ...silver, tier: 'tin' }] };
    await expect(save(owner, wrong)).rejects.toThrow(
      'alpha-2026.json: /tiers/0/tier: expected one of the tiers bronze, silver, gold, came "tin"',
    );
    await expect(save(owner, { ...ALPHA_RULES, tiers: 'none' })).rejects.toThrow(
      'alpha-2026.json: /tiers: expected array, came "none"',
    );
    expect((await seenBy(owner))?.program.rulesVersion).toBe('2026-06, under secrecy');
  });
});
