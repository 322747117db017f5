import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;

beforeAll(async () => {
  house = await openStartedHouse();
  await house.sync(1, 'aws');
  await house.sync(1, 'microsoft');
}, 120_000);
afterAll(() => house.close());

interface Deals {
  readonly deals: {
    readonly totalCount: number;
    readonly nodes: ReadonlyArray<{
      name: string;
      source: { vendor: { id: string }; stale: boolean; remoteId: string; deletedUpstream: boolean };
    }>;
    readonly notices: ReadonlyArray<{ vendor: { id: string }; code: string; message: string }>;
  };
}

// The other vendors' connections have not been read yet, which is a notice of its own.
const DEALS = `{ deals(first: 200, filter: { vendor: ["aws", "microsoft"] }) {
  totalCount
  nodes { name source { vendor { id } stale remoteId deletedUpstream } }
  notices { vendor { id } code message }
} }`;

async function read(): Promise<Deals['deals']> {
  const { status, data, errors } = await house.ask<Deals>('var-admin', DEALS);
  expect(status).toBe(200);
  expect(errors).toBeUndefined();
  return data.deals;
}

describe('a vendor that is down', () => {
  test('leaves the answer whole: the other vendor is fresh, its own last-known deals are stale, and a notice says so', async () => {
    const before = await read();
    await house.control('PUT', 'microsoft/faults', { reset: true });
    await house.sync(1, 'aws');
    expect(await house.sync(1, 'microsoft')).toBe('failed');
    const during = await read();
    expect(during.totalCount).toBe(before.totalCount);
    const stale = during.nodes.filter((deal) => deal.source.stale).map((deal) => deal.source.vendor.id);
    expect(new Set(stale)).toEqual(new Set(['microsoft']));
    expect(
      during.nodes.filter((deal) => deal.source.vendor.id === 'microsoft').every((deal) => deal.source.stale),
    ).toBe(true);
    expect(during.notices.map(({ vendor, code }) => [vendor.id, code])).toEqual([['microsoft', 'UNREACHABLE']]);
    expect(during.notices[0]?.message).not.toMatch(/127\.0\.0\.1|localhost|https?:|ECONN/);

    await house.control('DELETE', 'microsoft/faults');
    expect(await house.sync(1, 'microsoft')).toBe('succeeded');
    const after = await read();
    expect(after.notices).toEqual([]);
    expect(after.nodes.some((deal) => deal.source.stale)).toBe(false);
    expect(after.nodes.some((deal) => deal.source.deletedUpstream)).toBe(false);
  });

  test('a record that is not what the vendor documents is kept out and counted, and the rest is stored', async () => {
    const before = await read();
    const broken = before.nodes.find((deal) => deal.source.vendor.id === 'aws' && deal.source.remoteId.startsWith('O'));
    await house.control('POST', 'aws/records', {
      type: 'opportunity',
      account: '111122220001',
      id: broken?.source.remoteId,
      set: { Customer: { Account: { CompanyName: 42 } } },
    });
    expect(await house.sync(1, 'aws')).toBe('succeeded');
    const { data } = await house.ask<{
      connections: Array<{
        vendor: { id: string };
        runs: Array<{ area: string; rejected: number; complete: boolean }>;
      }>;
    }>('var-admin', '{ connections { vendor { id } runs(first: 6) { area rejected complete } } }');
    const runs = data.connections.find((connection) => connection.vendor.id === 'aws')?.runs ?? [];
    const deals = runs.find((run) => run.area === 'DEAL');
    expect(deals).toEqual({ area: 'DEAL', rejected: 1, complete: true });
    const after = await read();
    expect(after.totalCount).toBe(before.totalCount);
    // What was known of it stays, and nobody takes it for gone.
    const kept = after.nodes.find((deal) => deal.source.remoteId === broken?.source.remoteId);
    expect(kept?.name).toBe(broken?.name);
    expect(kept?.source.deletedUpstream).toBe(false);
  });
});
