import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../subgraphs/support/tenants.ts';
import { FILE_SOURCE, FILE_VENDOR, TEST_VENDORS } from '../../subgraphs/support/test-vendors.ts';
import { thingIngest, thingRecord, thingsModule } from './support/things.ts';

const AREA = 'CERTIFICATION';
const FEED = 'file:omega:certification';
const DAY = 86_400_000;

let room: SubgraphTest;
let partner: TestPartner;
let omega: TestConnection;

beforeAll(async () => {
  const vendors = createVendorDirectory([...TEST_VENDORS, FILE_VENDOR, FILE_SOURCE]);
  room = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest], vendors });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  omega = await room.tenants.connect(partner, 'omega', null);
});
afterAll(() => room.close());

interface Notice {
  readonly vendor: { readonly id: string };
  readonly code: string;
  readonly message: string;
}

async function noticesOf(as: TestPartner = partner): Promise<Notice[]> {
  const query = '{ things { notices { vendor { id } code message } } }';
  return (await room.read<{ things: { notices: Notice[] } }>({ as, query })).things.notices;
}
const codesOf = async (as: TestPartner = partner): Promise<string[]> =>
  (await noticesOf(as)).map(({ vendor, code }) => `${vendor.id} ${code}`);

/** A file of so many days ago, with one thing in it. */
async function bring(days: number): Promise<void> {
  const at = new Date(room.clock.now().getTime() - days * DAY);
  await room.feeder.feed(omega, [thingRecord()], { feed: FEED, area: AREA, at, transport: 'FILE' });
  await room.tenants.reportFeed(omega, { feed: FEED, area: AREA, lastSuccessAt: at });
}

describe('a connection that never ran', () => {
  test('says so in the lists of what it would bring, and in no other', async () => {
    const stranger = await room.tenants.addPartner();
    await room.tenants.connect(stranger, 'alpha', null);
    await room.tenants.connect(stranger, 'beta', null);
    expect(await noticesOf(stranger)).toEqual([
      { vendor: { id: 'alpha' }, code: 'NEVER_SYNCED', message: 'Alpha Systems has not been read yet.' },
    ]);
  });

  test('tells those of another partner who may see what it would bring, and nobody else', async () => {
    const owner = await room.tenants.addPartner();
    await room.tenants.connect(owner, 'alpha', null);
    const reader = await room.tenants.addPartner();
    await room.tenants.grant({ from: owner, to: reader, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await codesOf(reader)).toEqual([]);
    await room.tenants.grant({ from: owner, to: reader, vendors: ['alpha'], areas: [AREA] });
    expect(await codesOf(reader)).toEqual(['alpha NEVER_SYNCED']);
  });
});

describe('a vendor that is known from files only', () => {
  test('was never synced until the first file has come, and then was', async () => {
    expect(await noticesOf()).toEqual([
      {
        vendor: { id: 'omega' },
        code: 'NEVER_SYNCED',
        message: 'This of Omega Hardware comes from its export files, and none has been sent in yet.',
      },
    ]);
    await bring(7);
    expect(await noticesOf()).toEqual([]);
  });

  test('says nothing of a file that nobody sent in where another source tells of the same', async () => {
    await room.tenants.reportFeed(omega, { feed: 'an API of its own', area: AREA });
    expect(await noticesOf()).toEqual([]);
  });
});

describe('a file', () => {
  const source = async (): Promise<unknown> => {
    const query = '{ things { nodes { source { transport ageSeconds stale } } } }';
    return (await room.read<{ things: { nodes: unknown[] } }>({ as: partner, query })).things.nodes;
  };
  const aged = (days: number, stale: boolean): unknown => [
    { source: { transport: 'FILE', ageSeconds: (days * DAY) / 1_000, stale } },
  ];

  test('of last week is not stale, however often its vendor would be read if it could', async () => {
    await bring(7);
    expect(await source()).toEqual(aged(7, false));
    expect(await noticesOf()).toEqual([]);
  });

  test('is stale past its own target, and the notice names its date', async () => {
    await bring(31);
    expect(await source()).toEqual(aged(31, false));
    await bring(32);
    expect(await source()).toEqual(aged(32, true));
    expect(await noticesOf()).toEqual([
      { vendor: { id: 'omega' }, code: 'STALE', message: 'The last export file of Omega Hardware is of 2026-05-14.' },
    ]);
  });
});
