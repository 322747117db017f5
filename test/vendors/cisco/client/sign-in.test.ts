import { afterEach, describe, expect, test } from '@jest/globals';
import { DEALS, startBench, TOKEN, type Bench } from '../support/bench.ts';
import { dealPage } from '../support/cisco-json.ts';
import { pullAll, vendorErrorOf } from '../support/pulled.ts';
import { inTurn, type Reply } from '../../support/raw-server.ts';

const EMPTY = { [DEALS]: () => dealPage([]) };

describe('signing in to Cisco', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  function tokensSent(): Array<string | undefined> {
    return bench.server.heardAt('/deals').map((heard) => heard.headers.authorization);
  }

  test('sends id and secret in the form, and the token with every call', async () => {
    bench = await startBench(EMPTY);
    await pullAll(bench.session, 'deals');

    const [signIn] = bench.server.heardAt('/login');
    expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 'app-secret-1',
    });
    expect(new Set(tokensSent())).toEqual(new Set(['Bearer access-1']));
  });

  test('a token is used until a minute before it expires', async () => {
    bench = await startBench(EMPTY);
    await pullAll(bench.session, 'deals');
    bench.clock.advance((3600 - 61) * 1000);
    await pullAll(bench.session, 'deals');
    expect(bench.server.heardAt('/login')).toHaveLength(1);

    bench.clock.advance(1000);
    await pullAll(bench.session, 'deals');
    expect(bench.server.heardAt('/login')).toHaveLength(2);
  });

  test('runs at the same time share one sign-in', async () => {
    bench = await startBench(EMPTY);
    await Promise.all([1, 2, 3].map(() => pullAll(bench.session, 'deals')));
    expect(bench.server.heardAt('/login')).toHaveLength(1);
  });

  test('a token that is refused early is replaced once, and the call repeated', async () => {
    bench = await startBench(EMPTY);
    bench.revoked.add('access-1');
    await pullAll(bench.session, 'deals', { since: '2026-04-14' });
    expect(tokensSent()).toEqual(['Bearer access-1', 'Bearer access-2', 'Bearer access-2']);
  });

  test('when the fresh token is refused as well, a person has to act', async () => {
    bench = await startBench({ [DEALS]: () => ({ status: 401 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({ kind: 'auth_expired' });
    expect(bench.server.heardAt('/deals')).toHaveLength(2);
    expect(bench.server.heardAt('/login')).toHaveLength(2);
  });

  test('a call gets one fresh token, also when it is retried in between', async () => {
    bench = await startBench({ [DEALS]: inTurn({ status: 401 }, { status: 500 }, { status: 401 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({ kind: 'auth_expired' });
    expect(bench.server.heardAt('/deals')).toHaveLength(3);
  });

  test.each([
    [401, 'invalid_client'],
    [400, 'unauthorized_client'],
  ])('%i %s is not tried again, and nothing secret is told', async (status, error) => {
    bench = await startBench({ [TOKEN]: () => ({ status, body: { error, error_description: 'for app-secret-1' } }) });
    const failure = await vendorErrorOf(pullAll(bench.session, 'deals'));
    expect(failure).toMatchObject({ kind: 'auth_expired', vendorCode: error, operation: 'login.token' });
    expect(failure.message).not.toMatch(/app-secret|app-1/);
    expect(bench.server.heardAt('/login')).toHaveLength(1);
    expect(bench.server.heardAt('/deals')).toEqual([]);
  });

  test.each<[string, Reply]>([
    ['text', { body: 'welcome' }],
    ['an answer without a life', { body: { access_token: 'a' } }],
    ['an answer without a token', { body: { expires_in: 3600 } }],
  ])('%s is no token', async (_what, reply) => {
    bench = await startBench({ [TOKEN]: () => reply });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({
      kind: 'upstream_error',
      operation: 'login.token',
    });
  });

  test('the token endpoint is retried as well', async () => {
    const good = { body: { access_token: 'access-9', expires_in: '3600' } };
    bench = await startBench({ ...EMPTY, [TOKEN]: inTurn({ hangUp: true }, { status: 503 }, good) });
    const [page] = await pullAll(bench.session, 'deals');
    expect(page?.calls).toBe(4);
    expect(bench.taken.filter((bucket) => bucket === 'second')).toHaveLength(bench.server.heardAt('/deals').length);
  });

  test('an aborted run does not wait for a sign-in that hangs', async () => {
    const controller = new AbortController();
    let release: (reply: Reply) => void = () => undefined;
    bench = await startBench({
      [TOKEN]: () => {
        controller.abort(new Error('stop'));
        return new Promise<Reply>((resolve) => {
          release = resolve;
        });
      },
    });
    await expect(pullAll(bench.session, 'deals', { signal: controller.signal })).rejects.toThrow('stop');
    release({ status: 500 });
  });
});
