import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits, type Audit } from 'graphql-http';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';

let gateway: RunningGateway;
let token: string;
beforeAll(async () => {
  gateway = await runGateway();
  token = await gateway.tokens.make();
});
afterAll(() => gateway.stop());

/** What every caller of ours sends beside what the suite sends: a token, and a header that no other site can make. */
async function fetchAsCaller(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  headers.set('apollo-require-preflight', 'true');
  return fetch(url, { ...init, headers });
}

const AUDITS: readonly Audit[] = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: fetchAsCaller });

describe("GraphQL over HTTP's audit suite", () => {
  test.each(AUDITS.map(({ id, name, fn }) => ({ id, name: name as string, fn })))('$id: $name', async ({ fn }) => {
    const result = await fn();
    const reason = result.status === 'ok' ? null : result.reason;
    expect({ status: result.status, reason }).toEqual({ status: 'ok', reason: null });
  });

  test('has checks at all', () => {
    expect(AUDITS.length).toBeGreaterThan(60);
  });
});
