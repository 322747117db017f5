import { describe, expect, test } from '@jest/globals';
import {
  CAPABILITY_AREAS,
  type CapabilityArea,
  type Support,
  type Transport,
} from '../../platform/records/vocabulary.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';

type Read = readonly [support: Support, transport: Transport];

/** No adapter reads it: a person looks into the vendor's portal. */
const NONE: Read = ['NONE', 'PORTAL'];

/**
 * What the vendors really offer, and how: the table of the vendors' facts, row by row. A cell that names an API and files
 * beside it (`payouts API; FILE`) is the API's where each tells a part, and the file's where the file tells the whole.
 */
const TABLE: Readonly<Record<string, Readonly<Record<CapabilityArea, Read>>>> = {
  aws: {
    // The account and channel APIs tell that there is a membership, and of which resale programs.
    MEMBERSHIP: ['PARTIAL', 'API'],
    TIER: ['FULL', 'FILE'],
    CERTIFICATION: ['PARTIAL', 'API'],
    BENEFIT: ['FULL', 'API'],
    FUND: ['PARTIAL', 'API'],
    DEAL: ['FULL', 'API'],
    LEAD: ['FULL', 'API'],
    SPECIAL_BID: NONE,
  },
  cisco: {
    // RIVT tells the former program's levels, to distributors alone.
    MEMBERSHIP: ['FULL', 'FILE'],
    TIER: ['FULL', 'FILE'],
    CERTIFICATION: ['PARTIAL', 'API'],
    BENEFIT: ['PARTIAL', 'FILE'],
    FUND: ['PARTIAL', 'FILE'],
    DEAL: ['PARTIAL', 'API'],
    LEAD: NONE,
    SPECIAL_BID: NONE,
  },
  dell: {
    MEMBERSHIP: ['FULL', 'FILE'],
    TIER: ['FULL', 'FILE'],
    CERTIFICATION: ['PARTIAL', 'API'],
    BENEFIT: ['FULL', 'FILE'],
    FUND: ['FULL', 'FILE'],
    DEAL: ['FULL', 'FILE'],
    LEAD: NONE,
    SPECIAL_BID: NONE,
  },
  ibm: {
    MEMBERSHIP: ['FULL', 'FILE'],
    TIER: ['FULL', 'FILE'],
    CERTIFICATION: ['PARTIAL', 'API'],
    // Credit pools of IBM Cloud; the rest of Partner Plus in files beside them.
    BENEFIT: ['PARTIAL', 'API'],
    FUND: ['FULL', 'FILE'],
    DEAL: ['FULL', 'FILE'],
    LEAD: NONE,
    SPECIAL_BID: NONE,
  },
  ingram: {
    MEMBERSHIP: NONE,
    TIER: NONE,
    CERTIFICATION: NONE,
    BENEFIT: NONE,
    FUND: NONE,
    DEAL: NONE,
    LEAD: NONE,
    SPECIAL_BID: ['FULL', 'API'],
  },
  microsoft: {
    // Profile and relationships, as hints.
    MEMBERSHIP: ['PARTIAL', 'API'],
    TIER: ['FULL', 'FILE'],
    CERTIFICATION: ['PARTIAL', 'API'],
    BENEFIT: ['PARTIAL', 'API'],
    FUND: ['FULL', 'FILE'],
    DEAL: ['FULL', 'API'],
    // The same referrals, with the direction Incoming.
    LEAD: ['FULL', 'API'],
    SPECIAL_BID: NONE,
  },
};

/** Every way by which a vendor's area is read, also those beside the best one. */
const WAYS: ReadonlyArray<readonly [vendor: string, area: CapabilityArea, transports: readonly Transport[]]> = [
  ['aws', 'MEMBERSHIP', ['API']],
  ['aws', 'TIER', ['FILE']],
  ['cisco', 'MEMBERSHIP', ['API', 'FILE', 'MANUAL']],
  ['cisco', 'BENEFIT', ['FILE']],
  ['dell', 'CERTIFICATION', ['API']],
  ['dell', 'DEAL', ['FILE']],
  ['ibm', 'BENEFIT', ['API', 'FILE']],
  ['ibm', 'DEAL', ['FILE']],
  ['microsoft', 'BENEFIT', ['API', 'FILE']],
  ['microsoft', 'TIER', ['FILE']],
];

const directory = createVendorDirectory(ALL_WORKSHOPS);

describe('what can be read of a vendor, as its adapters offer it', () => {
  test('is told of every vendor of the table, and of no other', () => {
    expect(directory.all.map(({ id }) => id).toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  test.each(Object.keys(TABLE))('is what the table says of %s, area by area', (vendor) => {
    const told = directory.capabilities(vendor).map(({ area, read, transport }) => [area, read, transport]);
    expect(told).toEqual(CAPABILITY_AREAS.map((area) => [area, ...(TABLE[vendor]?.[area] ?? NONE)]));
  });

  test.each(WAYS)('of %s for %s comes by %j', (vendor, area, transports) => {
    const feeds = directory.feeds.filter(
      (feed) => feed.vendor === vendor && (feed.area === area || feed.tellsAlso?.includes(area)),
    );
    expect([...new Set(feeds.map(({ transport }) => transport))].toSorted()).toEqual(transports);
  });

  test('and comes over a connection to the vendor, or to the one source of badges', () => {
    for (const { source, vendor, area, transport } of directory.feeds) {
      const isBadge = area === 'CERTIFICATION' && transport === 'API' && source === 'credly';
      expect([vendor, area, source]).toEqual([vendor, area, isBadge ? 'credly' : vendor]);
    }
  });
});

/** How deals and leads are brought to a vendor, and funds asked of it: the table's "deals write", "leads" and "funds". */
const WRITES: ReadonlyArray<readonly [vendor: string, area: CapabilityArea, transport: 'API' | 'PORTAL']> = [
  ['aws', 'DEAL', 'API'],
  ['aws', 'LEAD', 'API'],
  ['aws', 'FUND', 'API'],
  ['cisco', 'DEAL', 'PORTAL'],
  ['cisco', 'FUND', 'PORTAL'],
  ['dell', 'DEAL', 'PORTAL'],
  ['dell', 'FUND', 'PORTAL'],
  ['ibm', 'DEAL', 'PORTAL'],
  ['ibm', 'FUND', 'PORTAL'],
  ['microsoft', 'DEAL', 'API'],
  ['microsoft', 'LEAD', 'API'],
];

describe('what can be written at a vendor', () => {
  const directory = createVendorDirectory(ALL_WORKSHOPS);

  test.each(WRITES)('%s takes %s, by %s', (vendor, area, transport) => {
    const operations = directory.writes(vendor)?.operations.filter((operation) => operation.area === area) ?? [];
    expect(operations.map((operation) => operation.transport)).toContain(transport);
    expect(directory.capability(vendor, area).write).not.toBe('NONE');
  });

  test('is nothing else, anywhere', () => {
    const listed = new Set(WRITES.map(([vendor, area]) => `${vendor} ${area}`));
    const offered = directory.all.flatMap(({ id }) =>
      directory
        .capabilities(id)
        .filter(({ write }) => write !== 'NONE')
        .map(({ area }) => `${id} ${area}`),
    );
    expect(new Set(offered)).toEqual(listed);
  });

  test('by a portal alone means that no session can be opened for it', () => {
    for (const workshop of ALL_WORKSHOPS) {
      const byApi = workshop.writes?.operations.some((operation) => operation.transport === 'API') ?? false;
      expect({ vendor: workshop.facts.id, session: workshop.writes?.open !== undefined }).toEqual({
        vendor: workshop.facts.id,
        session: byApi,
      });
    }
  });
});
