import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { betaRecord, membershipRecord } from '../records.ts';
import { held } from '../standing-records.ts';
import { certificationId, openStandingRoom, partnerWith } from '../standing-room.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

interface UseAnswer {
  membership: { program: { name: string } };
  requirement: string;
  slackAfterLapse: number;
  tierAtRisk: boolean;
}

async function usesOf(as: TestPartner, id: string): Promise<UseAnswer[]> {
  const selection = 'countsToward { membership { program { name } } requirement slackAfterLapse tierAtRisk }';
  const found = await room.reference<{ countsToward: UseAnswer[] }>(as, { type: 'Certification', id, selection });
  return found?.countsToward ?? [];
}

const SILVER = membershipRecord({ tier: 'silver', reviewOn: '2026-12-31' });

describe('what a certification counts toward', () => {
  test('is every requirement of the present tier that it fits, with who is left at the review', async () => {
    const { partner, connection } = await partnerWith(room, [
      SILVER,
      held('ann', 'A-TECH'),
      held('ben', 'A-TECH'),
      held('cem', 'A-TECH'),
      held('cem', 'A-SALES'),
    ]);
    const program = { name: 'Alpha Partner Program' };
    expect(await usesOf(partner, certificationId(connection, 'ann A-TECH'))).toEqual([
      { membership: { program }, requirement: 'technical', slackAfterLapse: 0, tierAtRisk: false },
    ]);
    expect(await usesOf(partner, certificationId(connection, 'cem A-SALES'))).toEqual([
      { membership: { program }, requirement: 'sales', slackAfterLapse: -1, tierAtRisk: true },
    ]);
  });

  test('does not miss who holds another that counts', async () => {
    const { partner, connection } = await partnerWith(room, [
      SILVER,
      held('ann', 'A-TECH'),
      held('ann', 'A-EXPERT'),
      held('ben', 'A-TECH'),
    ]);
    expect(await usesOf(partner, certificationId(connection, 'ann A-TECH'))).toMatchObject([{ slackAfterLapse: 0 }]);
    expect(await usesOf(partner, certificationId(connection, 'ben A-TECH'))).toMatchObject([{ slackAfterLapse: -1 }]);
  });

  test('does not count on others that end before the review', async () => {
    const { partner, connection } = await partnerWith(room, [
      SILVER,
      held('ann', 'A-TECH'),
      held('ben', 'A-TECH', { expiresOn: '2026-12-30' }),
      held('cem', 'A-TECH', { expiresOn: '2026-12-31' }),
    ]);
    expect(await usesOf(partner, certificationId(connection, 'ann A-TECH'))).toMatchObject([
      { slackAfterLapse: -1, tierAtRisk: true },
    ]);
  });

  test('is looked at today where no review is to come', async () => {
    const past = membershipRecord({ tier: 'silver', reviewOn: '2026-01-31' });
    const { partner, connection } = await partnerWith(room, [
      past,
      held('ann', 'A-TECH'),
      held('ben', 'A-TECH', { expiresOn: '2026-06-15' }),
      held('cem', 'A-TECH', { expiresOn: '2026-06-14' }),
    ]);
    expect(await usesOf(partner, certificationId(connection, 'ann A-TECH'))).toMatchObject([{ slackAfterLapse: -1 }]);
  });

  test('is nothing for one that has ended, was revoked, or fits no rule of the tier', async () => {
    const { partner, connection } = await partnerWith(room, [
      SILVER,
      held('ann', 'A-TECH', { expiresOn: '2026-06-14' }),
      held('ben', 'A-TECH', { revoked: true }),
      held('cem', 'OTHER'),
    ]);
    for (const remoteId of ['ann A-TECH', 'ben A-TECH', 'cem OTHER']) {
      expect(await usesOf(partner, certificationId(connection, remoteId))).toEqual([]);
    }
  });

  test('lets people be moved where each counts once', async () => {
    const { partner, connection } = await partnerWith(
      room,
      [
        betaRecord('Cloud', { tier: 'preferred' }),
        held('ann', 'B-ARCH'),
        held('ben', 'B-ARCH'),
        held('cem', 'B-OPS'),
        held('dia', 'B-OPS'),
      ],
      'beta',
    );
    // One architect is enough; the other may stand in among the operators.
    expect(await usesOf(partner, certificationId(connection, 'ann B-ARCH'))).toMatchObject([
      { requirement: 'architects', slackAfterLapse: 0 },
      { requirement: 'operators', slackAfterLapse: 0 },
    ]);
    expect(await usesOf(partner, certificationId(connection, 'cem B-OPS'))).toMatchObject([
      { requirement: 'operators', slackAfterLapse: 0 },
    ]);
  });

  test('is told to nobody who can not see the certification', async () => {
    const { partner, connection } = await partnerWith(room, [SILVER, held('ann', 'A-TECH')]);
    const id = certificationId(connection, 'ann A-TECH');
    const stranger = await room.tenants.addPartner();
    expect(await usesOf(stranger, id)).toEqual([]);
    await room.tenants.grant({ from: partner, to: stranger, vendors: ['alpha'], areas: ['CERTIFICATION'] });
    expect(await usesOf(stranger, id)).toEqual([]);
    await room.tenants.grant({ from: partner, to: stranger, vendors: ['alpha'], areas: ['MEMBERSHIP'] });
    expect(await usesOf(stranger, id)).toHaveLength(1);
  });

  test('needs the scope programs:read', async () => {
    const { partner, connection } = await partnerWith(room, [SILVER, held('ann', 'A-TECH')]);
    const wanted = {
      type: 'Certification',
      id: certificationId(connection, 'ann A-TECH'),
      selection: 'countsToward { requirement }',
    };
    await expect(room.reference(partner, wanted, ['deals:read'])).rejects.toThrow('programs:read');
  });

  test('takes as many statements for 40 certifications as for two', async () => {
    const asked = async (count: number): Promise<number> => {
      const names = Array.from({ length: count }, (_, index) => `p${index}`);
      const { partner, connection } = await partnerWith(room, [SILVER, ...names.map((name) => held(name, 'A-TECH'))]);
      const representations = names.map((name) => ({
        __typename: 'Certification',
        id: certificationId(connection, `${name} A-TECH`),
      }));
      const { statements, errors } = await room.ask({
        as: partner,
        query: `query ($all: [_Any!]!) { _entities(representations: $all) {
          ... on Certification { countsToward { requirement slackAfterLapse membership { id } } } } }`,
        variables: { all: representations },
      });
      expect(errors).toEqual([]);
      return statements.length;
    };
    const two = await asked(2);
    expect(await asked(40)).toBe(two);
    // Begin, scope, certifications, facts, reports, feeds, memberships, own rules, commit.
    expect(two).toBe(9);
  });
});
