import { afterEach, describe, expect, test } from '@jest/globals';
import { UPLOAD_POINTS } from '../../../../gateway/http/imports-route.ts';
import type { ImportService } from '../../../../platform/imports/contract.ts';
import { runGateway, type RunningGateway } from '../../support/running-gateway.ts';
import { openTestServices } from '../../support/services.ts';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A gateway whose import service counts the files that it is handed. */
async function withPoints(pointsPerMinute: number): Promise<{ gateway: RunningGateway; opened: () => number }> {
  let opened = 0;
  const imports: ImportService = {
    accept: async () => {
      opened += 1;
      return { id: '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11', repeats: null };
    },
    commit: async () => null,
    discard: async () => null,
    stop: async () => undefined,
  };
  const services = { ...(await openTestServices()), imports };
  cleanups.push(() => services.database.close());
  const gateway = await runGateway({ services, limits: { pointsPerMinute } });
  cleanups.push(() => gateway.stop());
  return { gateway, opened: () => opened };
}

async function upload({ url, tokens }: RunningGateway): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of [
    ['vendor', 'dell'],
    ['area', 'DEAL'],
    ['asOf', '2026-03-31'],
  ] as const)
    form.append(name, value);
  form.append('file', new Blob(['a,b\r\n']), 'a.csv');
  const authorization = `Bearer ${await tokens.make('imports:write')}`;
  return fetch(`${url}/imports`, { method: 'POST', headers: { authorization }, body: form });
}

describe('an upload', () => {
  test('takes points for the work of opening a file; without them no file is opened', async () => {
    const { gateway, opened } = await withPoints(2 * UPLOAD_POINTS + 10);
    expect((await upload(gateway)).status).toBe(201);
    expect((await upload(gateway)).headers.get('ratelimit')).toMatch(/^"points";r=10;/);
    const refused = await upload(gateway);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(opened()).toBe(2);
    expect((await gateway.ask('{ __typename }')).status).toBe(200);
  });

  test('can be made once a minute where a client has fewer points than it takes', async () => {
    const { gateway, opened } = await withPoints(5);
    expect((await upload(gateway)).status).toBe(201);
    expect((await upload(gateway)).status).toBe(429);
    expect(opened()).toBe(1);
  });
});
