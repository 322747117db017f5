import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mondayMorning, remainingByVendor } from '../../client/monday-morning.ts';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;

beforeAll(async () => {
  house = await openStartedHouse();
  await house.sync(1, 'aws');
  await house.sync(1, 'microsoft');
}, 120_000);
afterAll(() => house.close());

describe('the generated client', () => {
  test('asks the started gateway and gets what its types promise', async () => {
    const endpoint = { url: house.gateway.url, token: await house.token('dashboard') };
    const answer = await ask(endpoint, mondayMorning, { deals: 5 });
    expect(answer.viewer.partner.name).toBe('Alpenrand Systems GmbH');
    expect(answer.deals.nodes).toHaveLength(5);
    expect(answer.deals.pageInfo.hasNextPage).toBe(true);
    expect(remainingByVendor(answer).get('aws')?.length).toBeGreaterThan(0);
  });

  test('hears why it was refused', async () => {
    const endpoint = { url: house.gateway.url, token: 'not-a-token' };
    await expect(ask(endpoint, mondayMorning, { deals: 5 })).rejects.toThrow(/token was refused/);
  });
});
