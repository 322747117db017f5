import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { addDays } from '../../../platform/records/dates.ts';
import { CERTIFICATION_STATUSES, type CertificationStatus } from '../../../platform/records/vocabulary.ts';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { certificationStatus } from '../../../subgraphs/certifications/status.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { certificationRecord } from './records.ts';

let room: SubgraphTest;
let reader: TestPartner;
let reseller: TestPartner;
let alpha: TestConnection;
const AREA = { area: 'CERTIFICATION' } as const;
const TODAY = '2026-06-15';

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [certificationsModule], ingests: certificationIngests });
  const { tenants, feeder } = room;
  reader = await tenants.addPartner();
  reseller = await tenants.addPartner();
  alpha = await tenants.connect(reader, 'alpha');
  const ofAlpha = [
    certificationRecord({ remoteId: 'endless', code: 'A-1' }),
    certificationRecord({ remoteId: 'over', expiresOn: '2026-06-14' }),
    certificationRecord({ remoteId: 'last day', expiresOn: TODAY, holder: { key: 'other', name: 'Ada', email: null } }),
    certificationRecord({ remoteId: 'in 90 days', expiresOn: '2026-09-13', name: 'Ärchitect Prö' }),
    certificationRecord({ remoteId: 'in 91 days', expiresOn: '2026-09-14', code: 'A-2' }),
    certificationRecord({ remoteId: 'withdrawn', expiresOn: '2030-01-01', revoked: true }),
  ];
  await feeder.feed(alpha, ofAlpha, AREA);
  await feeder.feed(await tenants.connect(reader, 'beta'), [certificationRecord({ remoteId: 'of beta' })], AREA);
  await feeder.feed(
    await tenants.connect(reseller, 'alpha'),
    [certificationRecord({ remoteId: 'of the reseller' })],
    AREA,
  );
  await tenants.grant({ from: reseller, to: reader, vendors: ['alpha'], areas: ['CERTIFICATION'] });
});
afterAll(() => room.close());

interface Listed {
  certifications: { totalCount: number; nodes: Array<{ source: { remoteId: string } }> };
}

async function listed(filter: object): Promise<string[]> {
  const query = `query ($filter: CertificationFilter) {
    certifications(filter: $filter) { totalCount nodes { source { remoteId } } }
  }`;
  const { certifications } = await room.read<Listed>({ as: reader, query, variables: { filter } });
  expect(certifications.totalCount).toBe(certifications.nodes.length);
  return certifications.nodes.map((node) => node.source.remoteId).toSorted();
}

const person = (key: string): string => toNodeId('Person', mirrorRowId(alpha.id, 'person', key));
const ALL = ['endless', 'in 90 days', 'in 91 days', 'last day', 'of beta', 'of the reseller', 'over', 'withdrawn'];

describe('the list of certifications', () => {
  test.each<[string, () => object, string[]]>([
    ['nothing', () => ({}), ALL],
    ['nulls, as if they were not there', () => ({ partner: null, holder: null, status: null, text: null }), ALL],
    ['a partner', () => ({ partner: [reseller.id] }), ['of the reseller']],
    ['a partner whose id is none', () => ({ partner: ['x'] }), []],
    ['a vendor', () => ({ vendor: ['beta'] }), ['of beta']],
    ['a holder', () => ({ holder: [person('other')] }), ['last day']],
    ['the id of something else as a holder', () => ({ holder: [reader.id] }), []],
    ['codes', () => ({ code: ['A-1', 'A-2', 'A-3'] }), ['endless', 'in 91 days']],
    ['what holds', () => ({ status: ['ACTIVE'] }), ['endless', 'in 91 days', 'of beta', 'of the reseller']],
    ['what ends soon, from today to 90 days on', () => ({ status: ['EXPIRING'] }), ['in 90 days', 'last day']],
    ['what is over', () => ({ status: ['EXPIRED'] }), ['over']],
    ['what was withdrawn', () => ({ status: ['REVOKED'] }), ['withdrawn']],
    ['several statuses', () => ({ status: ['EXPIRED', 'REVOKED', 'UNKNOWN'] }), ['over', 'withdrawn']],
    ['an end before a day, that day not included', () => ({ expiresBefore: TODAY }), ['over']],
    ['an end from a day on, that day included', () => ({ expiresFrom: '2026-09-14' }), ['in 91 days', 'withdrawn']],
    ['both', () => ({ expiresFrom: TODAY, expiresBefore: '2026-09-14' }), ['in 90 days', 'last day']],
    ['text without case and accents', () => ({ text: 'architect PRO' }), ['in 90 days']],
    [
      'several at once',
      () => ({ vendor: ['alpha'], status: ['ACTIVE'], partner: [reader.id] }),
      ['endless', 'in 91 days'],
    ],
  ])('filtered by %s', async (_title, filter, expected) => {
    expect(await listed(filter())).toEqual(expected);
  });

  test('tells in its notices of certification feeds alone', async () => {
    const query = '{ certifications { notices { code vendor { id } } } }';
    const read = (): Promise<unknown> => room.read({ as: reader, query });
    await room.tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL', failureCode: 'UNREACHABLE' });
    expect(await read()).toEqual({ certifications: { notices: [] } });
    await room.tenants.reportFeed(alpha, { feed: 'training', area: 'CERTIFICATION', failureCode: 'AUTH_EXPIRED' });
    expect(await read()).toEqual({ certifications: { notices: [{ code: 'AUTH_EXPIRED', vendor: { id: 'alpha' } }] } });
  });
});

describe('the status of a certification', () => {
  const shown = async (args = ''): Promise<Map<string, CertificationStatus>> => {
    const query = `{ certifications { nodes { certificationStatus${args} daysLeft source { remoteId } } } }`;
    const { certifications } = await room.read<{
      certifications: { nodes: Array<{ certificationStatus: CertificationStatus; source: { remoteId: string } }> };
    }>({ as: reader, query });
    return new Map(certifications.nodes.map((node) => [node.source.remoteId, node.certificationStatus]));
  };

  test('is what the filter finds it by', async () => {
    const statuses = await shown();
    for (const status of CERTIFICATION_STATUSES) {
      const having = [...statuses].filter(([, found]) => found === status).map(([remoteId]) => remoteId);
      expect(await listed({ status: [status] })).toEqual(having.toSorted());
    }
  });

  test('expires as early as the caller counts', async () => {
    const found = async (days: number): Promise<string[]> =>
      [...(await shown(`(expiringWithinDays: ${days})`))]
        .filter(([, status]) => status === 'EXPIRING')
        .map(([remoteId]) => remoteId)
        .toSorted();
    expect(await found(0)).toEqual(['last day']);
    expect(await found(91)).toEqual(['in 90 days', 'in 91 days', 'last day']);
  });

  test.each([-1, 3_651])('within %d days is refused with what is allowed', async (days) => {
    const query = `{ certifications { nodes { name certificationStatus(expiringWithinDays: ${days}) } } }`;
    const { errors } = await room.ask({ as: reader, query });
    expect(errors[0]).toMatchObject({
      message: `expiringWithinDays must be a whole number from 0 to 3650, not ${days}`,
      extensions: { code: 'BAD_USER_INPUT', argument: 'expiringWithinDays' },
    });
  });

  test('follows from the day, its end and its withdrawal alone', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: -500, max: 500 }), fc.nat({ max: 400 }), (revoked, left, window) => {
        const status = certificationStatus({ revoked, expiresOn: addDays(TODAY, left) }, TODAY, window);
        const expected = revoked ? 'REVOKED' : left < 0 ? 'EXPIRED' : left <= window ? 'EXPIRING' : 'ACTIVE';
        expect(status).toBe(expected);
      }),
    );
    expect(certificationStatus({ revoked: false, expiresOn: null }, TODAY, 90)).toBe('ACTIVE');
  });

  test('counts the days left by the calendar', async () => {
    const query = '{ certifications(filter: { vendor: ["alpha"] }) { nodes { daysLeft source { remoteId } } } }';
    const { certifications } = await room.read<{
      certifications: { nodes: Array<{ daysLeft: number | null; source: { remoteId: string } }> };
    }>({ as: reader, query });
    const left = Object.fromEntries(certifications.nodes.map((node) => [node.source.remoteId, node.daysLeft]));
    expect(left).toMatchObject({ over: -1, 'last day': 0, 'in 90 days': 90, endless: null });
  });
});

describe('the certifications of partners and people', () => {
  interface PartnerPage {
    certifications: {
      totalCount: number;
      nodes: Array<{ source: { remoteId: string } }>;
      pageInfo: { endCursor: string };
    };
  }

  test('of a partner are its own, filtered and walked', async () => {
    const page = async (args: string, as = reader): Promise<PartnerPage | null> =>
      room.reference<PartnerPage>(as, {
        type: 'Partner',
        id: reader.id,
        selection: `certifications(${args}) { totalCount nodes { source { remoteId } } pageInfo { endCursor } }`,
      });
    const names = (found: PartnerPage | null): string[] =>
      (found?.certifications.nodes ?? []).map((node) => node.source.remoteId);
    const first = await page('first: 2, filter: { status: [EXPIRING, EXPIRED] }');
    expect(names(first)).toEqual(['over', 'last day']);
    expect(first?.certifications.totalCount).toBe(3);
    const after = first?.certifications.pageInfo.endCursor ?? '';
    expect(names(await page(`first: 2, filter: { status: [EXPIRING, EXPIRED] }, after: "${after}"`))).toEqual([
      'in 90 days',
    ]);
    expect((await page('first: 2', await room.tenants.addPartner()))?.certifications.totalCount).toBe(0);
  });

  test('of several partners take as many statements as those of one', async () => {
    const cost = async (of: readonly TestPartner[]): Promise<number> => {
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Partner { certifications { totalCount nodes { id } } } } }`;
      const representations = of.map(({ id }) => ({ __typename: 'Partner', id }));
      const { errors, statements } = await room.ask({ as: reader, query, variables: { representations } });
      expect(errors).toEqual([]);
      return statements.length;
    };
    expect(await cost([reader, reseller, await room.tenants.addPartner()])).toBe(await cost([reader]));
  });

  test('of a person are those it holds, that end first first, for who may see them', async () => {
    const wanted = { type: 'Person', id: person('person-1'), selection: 'certifications { source { remoteId } }' };
    interface Held {
      certifications: Array<{ source: { remoteId: string } }>;
    }
    const held = await room.reference<Held>(reader, wanted);
    expect(held?.certifications.map((each) => each.source.remoteId)).toEqual([
      'over',
      'in 90 days',
      'in 91 days',
      'withdrawn',
      'endless',
    ]);
    expect(await room.reference(await room.tenants.addPartner(), wanted)).toEqual({ certifications: [] });
    await expect(room.reference(reader, wanted, ['raw:read'])).rejects.toThrow('programs:read');
    expect(await room.reference(reader, { ...wanted, id: 'nobody' })).toBeNull();
  });
});
