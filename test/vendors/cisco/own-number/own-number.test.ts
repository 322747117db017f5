import { afterEach, describe, expect, test } from '@jest/globals';
import { startBench, TOKEN, type Bench } from '../support/bench.ts';
import { pullAll, recordsOf, vendorErrorOf } from '../support/pulled.ts';

describe("the firm's own number", () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test.each(['distributor', 'reseller'] as const)('is what a %s says it is: a claim, after a sign-in', async (role) => {
    bench = await startBench({}, { role });
    const pages = await pullAll(bench.session, 'own-number');
    expect(pages).toMatchObject([{ resume: null, watermark: null, calls: 1 }]);
    expect(recordsOf(pages)).toEqual([
      {
        kind: 'partnerProfile',
        remoteId: '520001',
        remoteUrl: null,
        remoteVersion: null,
        remoteUpdatedAt: null,
        legalName: null,
        countries: [],
        industries: [],
        services: [],
        identifiers: [{ scheme: 'CISCO_BE_GEO_ID', value: '520001', claimed: true }],
      },
    ]);
  });

  test('is none where the connection names none', async () => {
    bench = await startBench({}, { beGeoId: undefined });
    expect(recordsOf(await pullAll(bench.session, 'own-number'))).toEqual([]);
  });

  test('is not claimed by an application that Cisco refuses', async () => {
    bench = await startBench({ [TOKEN]: () => ({ status: 401, body: { error: 'invalid_client' } }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'own-number'))).toMatchObject({ kind: 'auth_expired' });
  });

  test('needs no second sign-in for what is read after it', async () => {
    bench = await startBench({}, { role: 'reseller' });
    await pullAll(bench.session, 'own-number');
    expect(await pullAll(bench.session, 'own-number')).toMatchObject([{ calls: 0 }]);
    expect(bench.server.heardAt('/login')).toHaveLength(1);
  });
});
