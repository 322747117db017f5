import { afterEach, describe, expect, test } from '@jest/globals';
import { inTurn, type Reply } from '../../support/raw-server.ts';
import { pullAll, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { jwt, POOLS, START, startBench, TOKEN, type Bench } from '../support/bench.ts';
import { report } from '../support/credit-pool.ts';

const EMPTY = { [POOLS]: () => ({ body: report([]) }) };
const NOW = Date.parse(START) / 1000;

describe('signing in to IBM Cloud', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  function tokensSent(): Array<string | undefined> {
    return bench.server.heardAt('/partner').map((heard) => heard.headers.authorization);
  }

  test('sends the API key in the form, and the token with every call', async () => {
    bench = await startBench(EMPTY);
    await pullAll(bench.session, 'credit-pools');
    const [signIn] = bench.server.heardAt('/iam');
    expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toEqual({
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      apikey: 'key-secret-1',
      response_type: 'cloud_iam',
    });
    expect(tokensSent()).toEqual([`Bearer ${jwt({ iat: NOW, exp: NOW + 3600, jti: '0' })}`]);
  });

  test('a token is used until a minute before it expires by its own word, not by expires_in', async () => {
    bench = await startBench(EMPTY);
    await pullAll(bench.session, 'credit-pools');
    bench.clock.advance((3600 - 61) * 1000);
    await pullAll(bench.session, 'credit-pools');
    expect(bench.server.heardAt('/iam')).toHaveLength(1);

    bench.clock.advance(1000);
    await pullAll(bench.session, 'credit-pools');
    expect(bench.server.heardAt('/iam')).toHaveLength(2);
  });

  test('a token that is refused early is replaced once, and the call repeated', async () => {
    bench = await startBench(EMPTY);
    bench.revoked.add(jwt({ iat: NOW, exp: NOW + 3600, jti: '0' }));
    await pullAll(bench.session, 'credit-pools');
    expect(tokensSent()).toHaveLength(2);
    expect(new Set(tokensSent()).size).toBe(2);
  });

  test('when the fresh token is refused as well, a person has to act', async () => {
    bench = await startBench({ [POOLS]: () => ({ status: 401 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'auth_expired' });
    expect(bench.server.heardAt('/partner')).toHaveLength(2);
  });

  test('a call gets one fresh token, also when it is retried in between', async () => {
    bench = await startBench({ [POOLS]: inTurn({ status: 401 }, { status: 500 }, { status: 401 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'auth_expired' });
    expect(bench.server.heardAt('/partner')).toHaveLength(3);
  });

  test('runs at the same time share one sign-in', async () => {
    bench = await startBench(EMPTY);
    await Promise.all([1, 2, 3].map(() => pullAll(bench.session, 'credit-pools')));
    expect(bench.server.heardAt('/iam')).toHaveLength(1);
  });

  test.each([400, 401, 403])(
    'a key that is refused with %i is not tried again, and nothing of it is told',
    async (status) => {
      const body = { errorCode: 'BXNIM0415E', errorMessage: 'Provided API key key-secret-1 could not be found.' };
      bench = await startBench({ [TOKEN]: () => ({ status, body }) });
      const error = await vendorErrorOf(pullAll(bench.session, 'credit-pools'));
      expect(error).toMatchObject({ kind: 'auth_expired', vendorCode: 'BXNIM0415E', operation: 'iam.token' });
      expect(error.message).not.toContain('key-secret');
      expect((error.cause as Error).message).toContain('could not be found');
      expect(bench.server.heardAt('/iam')).toHaveLength(1);
    },
  );

  test.each<[string, Reply]>([
    ['text', { body: 'welcome' }],
    ['an answer without a token', { body: { expires_in: 3600 } }],
    ['a token that is no JWT', { body: { access_token: 'opaque' } }],
    ['a token without an end', { body: { access_token: jwt({ iat: NOW }) } }],
  ])('%s is no token', async (_what, reply) => {
    bench = await startBench({ [TOKEN]: () => reply });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({
      kind: 'upstream_error',
      operation: 'iam.token',
    });
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
    await expect(pullAll(bench.session, 'credit-pools', { signal: controller.signal })).rejects.toThrow('stop');
    release({ status: 500 });
  });

  test('the token endpoint is retried as well', async () => {
    bench = await startBench({ ...EMPTY, [TOKEN]: inTurn({ hangUp: true }, { status: 503 }, { status: 503 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'upstream_error' });
    expect(bench.server.heardAt('/iam')).toHaveLength(3);
  });
});
