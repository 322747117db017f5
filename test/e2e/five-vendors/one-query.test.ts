import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { bringExports, type BroughtExports } from '../../../demo/exports/bring-exports.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { SANDBOX_SEED } from '../../support/mirror.ts';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

const VAR = 1;
const DEALS = 12;

/** By which way the vendors' facts say that each thing comes. */
const TABLE = {
  aws: { memberships: 'FILE', certifications: 'API', benefits: ['API'], deals: 'API' },
  cisco: { memberships: 'FILE', certifications: 'API', benefits: ['FILE'], deals: 'API' },
  dell: { memberships: 'FILE', certifications: 'API', benefits: ['FILE'], deals: 'FILE' },
  ibm: { memberships: 'FILE', certifications: 'API', benefits: ['API', 'FILE'], deals: 'FILE' },
  microsoft: { memberships: 'FILE', certifications: 'API', benefits: ['API', 'FILE'], deals: 'API' },
} as const;
const VENDORS = Object.keys(TABLE) as Array<keyof typeof TABLE>;

interface Sourced {
  readonly source: {
    readonly vendor: { readonly id: string };
    readonly transport: string;
    readonly ageSeconds: number;
    readonly stale: boolean;
  };
}
interface Notice {
  readonly vendor: { readonly id: string };
  readonly code: string;
}
interface All {
  readonly memberships: { readonly nodes: Array<Sourced & { tier: { name: string } | null }>; notices: Notice[] };
  readonly certifications: { readonly nodes: Array<Sourced & { holder: { name: string } }>; notices: Notice[] };
  readonly benefits: {
    readonly nodes: Array<Sourced & { name: string; requests: Array<Sourced & { activity: string }> }>;
    notices: Notice[];
  };
  readonly deals: { readonly nodes: Array<Sourced & { statusDetail: { exact: boolean } }>; notices: Notice[] };
  readonly vendors: ReadonlyArray<{
    readonly id: string;
    readonly capabilities: ReadonlyArray<{ area: string; read: string; transport: string }>;
  }>;
}

const SOURCE = 'source { vendor { id } transport ageSeconds stale }';
const NOTICES = 'notices { vendor { id } code }';
const QUERY = `{
  memberships(first: 200) { nodes { tier { name } ${SOURCE} } ${NOTICES} }
  certifications(first: 200) { nodes { holder { name } ${SOURCE} } ${NOTICES} }
  benefits(first: 200) { nodes { name requests { activity ${SOURCE} } ${SOURCE} } ${NOTICES} }
  deals(first: 200) { nodes { statusDetail { exact } ${SOURCE} } ${NOTICES} }
  vendors { id capabilities { area read transport } }
}`;

let house: StartedHouse;

function bring(): Promise<BroughtExports> {
  const { imports, database, vendors } = house.services;
  if (!imports) throw new Error('the house takes no files in');
  const log = pino({ level: 'silent' });
  const options = { database, vendors, imports, clock: systemClock, log, sandboxSeed: SANDBOX_SEED };
  return bringExports({ ...options, dealsPerPartner: DEALS }, [VAR]);
}

async function askAll(): Promise<All> {
  const { status, data, errors } = await house.ask<All>('var-admin', QUERY);
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  return data;
}

beforeAll(async () => {
  house = await openStartedHouse({ dealsPerPartner: DEALS });
}, 120_000);
afterAll(() => house.close());

const codesOf = (notices: readonly Notice[], vendor: string): string[] =>
  notices.filter((notice) => notice.vendor.id === vendor).map(({ code }) => code);

describe('before anything was read', () => {
  test('every list says of every vendor that would be in it that it was never read', async () => {
    const data = await askAll();
    for (const list of ['memberships', 'certifications', 'benefits', 'deals'] as const) {
      expect(data[list].nodes).toEqual([]);
      for (const vendor of VENDORS)
        expect([list, vendor, codesOf(data[list].notices, vendor)]).toEqual([list, vendor, ['NEVER_SYNCED']]);
    }
  });
});

describe('once the connections were read', () => {
  beforeAll(async () => {
    for (const [vendor, credentialsOf] of Object.entries(DEMO_VENDORS)) {
      if (credentialsOf(SANDBOX_SEED, VAR))
        expect([vendor, await house.sync(VAR, vendor)]).toEqual([vendor, 'succeeded']);
    }
  }, 120_000);

  test('only those lists still say so in which a vendor has nothing but files', async () => {
    const data = await askAll();
    const never = (list: 'memberships' | 'certifications' | 'benefits' | 'deals'): string[] =>
      VENDORS.filter((vendor) => codesOf(data[list].notices, vendor).includes('NEVER_SYNCED'));
    expect({
      memberships: never('memberships'),
      certifications: never('certifications'),
      benefits: never('benefits'),
      deals: never('deals'),
    }).toEqual({
      memberships: ['dell', 'ibm'],
      certifications: [],
      benefits: ['cisco', 'dell'],
      deals: ['dell', 'ibm'],
    });
  });
});

describe("once the portals' exports have been brought in", () => {
  let data: All;
  beforeAll(async () => {
    const { done, all } = await bring();
    expect(all).toBe(15);
    expect(done).toBe(all);
    data = await askAll();
  }, 120_000);

  const of = <Node extends Sourced>(nodes: readonly Node[], vendor: string): Node[] =>
    nodes.filter(({ source }) => source.vendor.id === vendor);
  const transportsOf = (nodes: readonly Sourced[]): string[] =>
    [...new Set(nodes.map(({ source }) => source.transport))].toSorted();

  test.each(VENDORS)('one query shows memberships with a tier of %s', (vendor) => {
    const tiered = of(data.memberships.nodes, vendor).filter(({ tier }) => tier !== null);
    expect(tiered.length).toBeGreaterThan(0);
    expect(transportsOf(tiered)).toEqual([TABLE[vendor].memberships]);
  });

  test.each(VENDORS)('and certifications of people for %s', (vendor) => {
    const certifications = of(data.certifications.nodes, vendor);
    expect(certifications.length).toBeGreaterThan(0);
    expect(transportsOf(certifications)).toEqual([TABLE[vendor].certifications]);
  });

  test.each(VENDORS)('and benefits of %s', (vendor) => {
    const benefits = of(data.benefits.nodes, vendor);
    expect(benefits.length).toBeGreaterThan(0);
    expect(transportsOf(benefits)).toEqual(TABLE[vendor].benefits);
  });

  test.each(VENDORS)('and deals with %s', (vendor) => {
    const deals = of(data.deals.nodes, vendor);
    expect(deals.length).toBeGreaterThan(0);
    expect(transportsOf(deals)).toEqual([TABLE[vendor].deals]);
  });

  test('requests for funds hang on the benefit that they draw on', () => {
    for (const vendor of ['dell', 'ibm', 'microsoft']) {
      const requests = of(data.benefits.nodes, vendor).flatMap((benefit) => benefit.requests);
      expect([vendor, requests.length > 0, transportsOf(requests)]).toEqual([vendor, true, ['FILE']]);
    }
  });

  test('nothing is stale, since a file of today is older than any poll and as fresh as a file can be', () => {
    const { memberships, certifications, benefits, deals } = data;
    for (const { nodes, notices } of [memberships, certifications, benefits, deals]) {
      expect((nodes as Sourced[]).filter(({ source }) => source.stale)).toEqual([]);
      expect(notices).toEqual([]);
    }
  });

  test('the capabilities name the transport by which each came', () => {
    for (const vendor of VENDORS) {
      const capabilities = data.vendors.find(({ id }) => id === vendor)?.capabilities ?? [];
      const transportOf = (area: string): string | undefined =>
        capabilities.find((capability) => capability.area === area)?.transport;
      expect([vendor, transportOf('TIER')]).toEqual([vendor, TABLE[vendor].memberships]);
      expect([vendor, transportOf('CERTIFICATION')]).toEqual([vendor, TABLE[vendor].certifications]);
      expect(TABLE[vendor].benefits).toContain(transportOf('BENEFIT'));
      expect([vendor, transportOf('DEAL')]).toEqual([vendor, TABLE[vendor].deals]);
    }
  });

  test('words that a person has declared for a connection are exact', () => {
    for (const vendor of ['dell', 'ibm']) {
      for (const { statusDetail } of of(data.deals.nodes, vendor)) expect(statusDetail.exact).toBe(true);
    }
  });

  test('the same files again change nothing and leave nothing behind', async () => {
    const standing = async (): Promise<unknown> => {
      // The feed itself holds back what is younger than any transaction of the server, other tests' among them.
      const told = await house.db.as(demoPartnerId(VAR), (trx) =>
        trx
          .selectFrom('change')
          .select((eb) => eb.fn.countAll<number>().as('changes'))
          .executeTakeFirst(),
      );
      const imports = await house.db.as(demoPartnerId(VAR), (trx) =>
        trx.selectFrom('file_import').select(['id', 'state']).orderBy('id').execute(),
      );
      return { told, imports };
    };
    const before = await standing();
    expect(before).toMatchObject({ imports: Array.from({ length: 15 }, () => ({ state: 'COMMITTED' })) });
    expect(await bring()).toEqual({ done: 15, all: 15 });
    expect(await standing()).toEqual(before);
  }, 60_000);
});
