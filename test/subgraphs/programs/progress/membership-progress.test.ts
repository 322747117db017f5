import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { saveReportedNumber } from '../../../../subgraphs/programs/index.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { betaRecord, membershipRecord } from '../records.ts';
import { feedAll, openStandingRoom, partnerWith, personId, tierId } from '../standing-room.ts';
import { held, won } from '../standing-records.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

interface RequirementAnswer {
  key: string;
  required: string;
  actual: string;
  gap: string;
  contributors: Array<{ id: string }>;
}
interface ProgressAnswer {
  target: { name: string };
  percent: string;
  met: boolean;
  requirements: RequirementAnswer[];
  unknown: string[];
}

const PROGRESS = `{ target { name } percent met unknown
  requirements { key required actual gap contributors { id } } }`;

async function progressOf(as: TestPartner, to?: string): Promise<ProgressAnswer | null> {
  const data = await room.read<{ memberships: { nodes: Array<{ progress: ProgressAnswer | null }> } }>({
    as,
    query: `query ($to: ID) { memberships { nodes { progress(to: $to) ${PROGRESS} } } }`,
    variables: { to: to ?? null },
  });
  return data.memberships.nodes[0]?.progress ?? null;
}

function figures(progress: ProgressAnswer | null): Record<string, string> {
  return Object.fromEntries(
    (progress?.requirements ?? []).map(({ key, actual, required }) => [key, `${actual}/${required}`]),
  );
}

describe('progress toward the next tier', () => {
  test('counts people and deals, each share capped, and says who stands behind it', async () => {
    const { partner, connection } = await partnerWith(room, [
      membershipRecord(),
      held('ann', 'A-TECH'),
      held('ann', 'A-EXPERT'),
      won('d1', '2026-05-01'),
      won('d2', '2026-05-02'),
      won('d3', '2026-05-03'),
    ]);
    const progress = await progressOf(partner);
    expect(progress).toMatchObject({ target: { name: 'Silver' }, met: false, unknown: [] });
    // One of two technical people, none of one in sales, three of two deals.
    expect(progress?.percent).toBe('50');
    expect(figures(progress)).toEqual({ technical: '1/2', sales: '0/1', deals: '3/2' });
    expect(progress?.requirements.map(({ gap }) => gap)).toEqual(['1', '1', '0']);
    expect(progress?.requirements[0]?.contributors).toEqual([{ id: personId(connection, 'ann') }]);
  });

  test('is met when everything is, and then 100', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord(),
      held('ann', 'A-TECH'),
      held('ben', 'A-EXPERT'),
      held('ben', 'A-SALES'),
      won('d1', '2026-05-01'),
      won('d2', '2026-05-02'),
    ]);
    expect(await progressOf(partner)).toMatchObject({ percent: '100', met: true });
  });

  test('never rounds up to what is not reached', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord(),
      held('ann', 'A-SALES'),
      won('d1', '2026-05-01'),
      won('d2', '2026-05-02'),
    ]);
    expect((await progressOf(partner))?.percent).toBe('66.66');
  });

  test('counts neither what has ended, nor what was revoked, nor what begins later', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord(),
      held('ann', 'A-TECH', { expiresOn: '2026-06-14' }),
      held('ben', 'A-TECH', { revoked: true }),
      held('cem', 'A-TECH', { issuedOn: '2026-06-16' }),
      held('dia', 'A-TECH', { expiresOn: '2026-06-15' }),
      won('old', '2025-06-15'),
      won('new', '2025-06-16'),
      won('open', '2026-06-01', { status: 'APPROVED' }),
    ]);
    expect(figures(await progressOf(partner))).toEqual({ technical: '1/2', sales: '0/1', deals: '1/2' });
  });

  test('follows the records: a deal that is no longer won counts no longer', async () => {
    const { partner, connection } = await partnerWith(room, [membershipRecord(), won('d1', '2026-05-01')]);
    expect(figures(await progressOf(partner))['deals']).toBe('1/2');
    await feedAll(room, connection, [won('d1', '2026-05-01', { status: 'REVOKED' })]);
    expect(figures(await progressOf(partner))['deals']).toBe('0/2');
  });
});

describe('progress toward a tier that is named', () => {
  test('measures every kind of requirement, and leaves out what has no figure', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord({
        tier: 'silver',
        specializations: [
          { name: 'Alpha Storage', code: null, since: '2025-01-01', expiresOn: null },
          { name: 'Alpha Storage (old)', code: null, since: '2020-01-01', expiresOn: '2026-06-14' },
        ],
      }),
      held('ann', 'A-EXPERT'),
      won('d1', '2026-05-01'),
      won('d2', '2026-06-02', { value: { amount: '800', currency: 'EUR' } }),
      won('d3', '2026-06-03', { value: null }),
      won('old', '2025-12-31'),
    ]);
    const progress = await progressOf(partner, tierId('gold'));
    expect(figures(progress)).toEqual({ technical: '1/3', experts: '1/2', revenue: '2000/10000', storage: '1/1' });
    expect(progress?.unknown).toEqual([
      'fee: not known. A guide of 2026.',
      'references: no source tells how far the partner is, and nobody has reported it.',
    ]);
    expect(progress?.met).toBe(false);
    // A third, a half, a fifth and a whole.
    expect(progress?.percent).toBe('50.83');
  });

  test('takes a number that the partner reports, from its day on', async () => {
    const { partner } = await partnerWith(room, [membershipRecord({ tier: 'silver' })]);
    const report = { partnerId: partner.uuid, vendorId: 'alpha', program: 'main', portfolio: null, key: 'references' };
    await room.tenants.as(partner, 'partnergraph_app', async (trx) => {
      const common = { ...report, source: 'the portal', now: room.clock.now() };
      await saveReportedNumber(trx, { ...common, amount: '1', from: '2026-01-01' });
      await saveReportedNumber(trx, { ...common, amount: '2', from: '2026-03-01' });
      await saveReportedNumber(trx, { ...common, amount: '9', from: '2026-06-16' });
    });
    expect(figures(await progressOf(partner))['references']).toBe('2/3');
  });

  test('is refused for a tier of another program', async () => {
    const { partner } = await partnerWith(room, [membershipRecord()]);
    await expect(progressOf(partner, tierId('partner', 'Cloud'))).rejects.toThrow(
      "to must be the id of a tier of the membership's program and portfolio",
    );
  });

  test('is 100 for a tier that is known to ask for nothing', async () => {
    const { partner } = await partnerWith(room, [membershipRecord()]);
    expect(await progressOf(partner, tierId('bronze'))).toMatchObject({ percent: '100', met: true, requirements: [] });
  });
});

describe('progress that can not be told', () => {
  test('is none on the highest tier, and none where the rules are not known', async () => {
    const top = await partnerWith(room, [membershipRecord({ tier: 'gold' })]);
    expect(await progressOf(top.partner)).toBeNull();
    const unruled = await partnerWith(room, [betaRecord('Network')], 'beta');
    expect(await progressOf(unruled.partner)).toBeNull();
  });

  test('says so where no source has brought certifications, rather than counting nobody', async () => {
    const partner = await room.tenants.addPartner();
    const connection = await room.tenants.connect(partner, 'alpha');
    await feedAll(room, connection, [membershipRecord(), won('d1', '2026-05-01')]);
    const progress = await progressOf(partner);
    expect(figures(progress)).toEqual({ deals: '1/2' });
    expect(progress?.unknown).toEqual([
      'technical: no source has brought certifications of Alpha Systems yet.',
      'sales: no source has brought certifications of Alpha Systems yet.',
    ]);
  });

  test('says so where money can not be converted', async () => {
    const { partner } = await partnerWith(room, [
      membershipRecord({ tier: 'silver' }),
      won('d1', '2026-06-02', { value: { amount: '800', currency: 'SEK' } }),
    ]);
    expect((await progressOf(partner))?.unknown).toContain('revenue: there is no rate to turn SEK into USD.');
  });

  test('says so where the partner shares its membership and not its people', async () => {
    const { partner, connection } = await partnerWith(room, [
      membershipRecord(),
      held('ann', 'A-TECH'),
      won('d1', '2026-05-01'),
    ]);
    const distributor = await room.tenants.addPartner();
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['alpha'], areas: ['MEMBERSHIP', 'DEAL'] });
    const progress = await progressOf(distributor);
    expect(figures(progress)).toEqual({ deals: '1/2' });
    expect(progress?.unknown[0]).toBe(
      'technical: the partner does not share its certifications of Alpha Systems with you.',
    );
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['alpha'], areas: ['CERTIFICATION'] });
    expect(await progressOf(distributor)).toMatchObject({
      unknown: [],
      requirements: [{ key: 'technical', actual: '1', contributors: [{ id: personId(connection, 'ann') }] }, {}, {}],
    });
  });
});

describe('the progress of a list', () => {
  test('takes as many statements for 40 memberships as for two', async () => {
    const asked = async (count: number): Promise<number> => {
      const partner = await room.tenants.addPartner();
      const connection = await room.tenants.connect(partner, 'alpha');
      await feedAll(room, connection, [
        ...Array.from({ length: count }, (_, index) =>
          membershipRecord({
            remoteId: `M-${index}`,
            distributor: { scheme: 'NUMBER', value: String(index), name: null },
          }),
        ),
        held('ann', 'A-TECH'),
        won('d1', '2026-05-01'),
      ]);
      const { statements, data } = await room.ask<{ memberships: { nodes: unknown[] } }>({
        as: partner,
        query: `{ memberships { nodes { program { rulesVersion } tier { requirements { key } } progress ${PROGRESS} } } }`,
      });
      expect(data?.memberships.nodes).toHaveLength(count);
      return statements.length;
    };
    const two = await asked(2);
    expect(await asked(40)).toBe(two);
    // Begin, scope, page, own rules, facts, reports, feeds, commit.
    expect(two).toBe(8);
  });
});
