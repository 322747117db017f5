import { afterEach, describe, expect, test } from '@jest/globals';
import { CENTER_AUDIENCE, PARTNER_AUDIENCE, pullAll, startBench, type Bench } from '../support/bench.ts';
import { vendorErrorOf } from '../support/pulled.ts';
import type { Heard, Route } from '../../support/raw-server.ts';

const REFERRALS = 'GET /partner/v1.0/engagements/referrals';
const empty: Route = () => ({ body: { value: [] } });

const PROFILES = {
  'GET /center/v1/profiles/mpn': () => ({ body: { mpnId: '1234567' } }),
  'GET /center/v1/profiles/organization': () => ({ status: 404 }),
  'GET /center/v1/profiles/legalbusiness': () => ({ status: 404 }),
};

describe('signing in', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  function forms(): URLSearchParams[] {
    return bench.server.heardAt('/login/').map((heard) => new URLSearchParams(heard.body));
  }

  function tokensAt(path: string): Array<string | undefined> {
    return bench.server.heardAt(path).map((heard: Heard) => heard.headers.authorization);
  }

  test('each host gets a token made for it, each from the newest refresh token', async () => {
    bench = await startBench({ [REFERRALS]: empty, ...PROFILES });

    await pullAll(bench.session, 'referrals');
    await pullAll(bench.session, 'profiles');

    expect(forms().map((form) => Object.fromEntries(form))).toEqual([
      {
        resource: PARTNER_AUDIENCE,
        client_id: 'app-1',
        client_secret: 'app-secret-1',
        grant_type: 'refresh_token',
        refresh_token: 'refresh-0',
        scope: 'openid',
      },
      expect.objectContaining({ resource: CENTER_AUDIENCE, refresh_token: 'refresh-1' }),
    ]);
    expect(tokensAt('/partner/')).toEqual([`Bearer access-1|${PARTNER_AUDIENCE}`]);
    expect(new Set(tokensAt('/center/'))).toEqual(new Set([`Bearer access-2|${CENTER_AUDIENCE}`]));
    expect(bench.saved.map((credentials) => credentials.refreshToken)).toEqual(['refresh-1', 'refresh-2']);
  });

  test('a rotated refresh token is stored before the access token is used', async () => {
    let heardWhenSaved = -1;
    bench = await startBench(
      { [REFERRALS]: empty },
      { onSave: () => void (heardWhenSaved = bench.server.heardAt('/partner/').length) },
    );

    await pullAll(bench.session, 'referrals');

    expect(heardWhenSaved).toBe(0);
    expect(bench.server.heardAt('/partner/')).toHaveLength(1);
  });

  test('when it can not be stored, nothing is called with it, and the next run tries to store it again', async () => {
    let broken = true;
    bench = await startBench(
      { [REFERRALS]: empty },
      {
        onSave: () => {
          if (broken) throw new Error('the database is down');
        },
      },
    );

    await expect(pullAll(bench.session, 'referrals')).rejects.toThrow('the database is down');
    expect(bench.server.heardAt('/partner/')).toEqual([]);
    broken = false;
    await pullAll(bench.session, 'referrals');

    expect(forms().map((form) => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1']);
    expect(bench.saved.map((credentials) => credentials.refreshToken)).toEqual(['refresh-2']);
  });

  test('an answer without a refresh token leaves the stored one alone', async () => {
    bench = await startBench({ [REFERRALS]: empty });
    bench.signIn.rotates = false;

    await pullAll(bench.session, 'referrals');

    expect(bench.saved).toEqual([]);
  });

  test('a token is used until a minute before it expires', async () => {
    bench = await startBench({ [REFERRALS]: empty });
    await pullAll(bench.session, 'referrals');

    bench.clock.advance((3599 - 61) * 1000);
    await pullAll(bench.session, 'referrals');
    expect(forms()).toHaveLength(1);

    bench.clock.advance(1000);
    await pullAll(bench.session, 'referrals');
    expect(forms()).toHaveLength(2);
  });

  test('runs at the same time share one refresh', async () => {
    bench = await startBench({ [REFERRALS]: empty });

    await Promise.all([1, 2, 3].map(() => pullAll(bench.session, 'referrals')));

    expect(forms()).toHaveLength(1);
  });

  test('two hosts at the same time refresh one after the other, so that no refresh token is used twice', async () => {
    bench = await startBench({ [REFERRALS]: empty, ...PROFILES });

    await Promise.all([pullAll(bench.session, 'referrals'), pullAll(bench.session, 'profiles')]);

    expect(forms().map((form) => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1']);
  });

  test('a token that is refused early is replaced once, and the call repeated', async () => {
    bench = await startBench({ [REFERRALS]: empty });
    await pullAll(bench.session, 'referrals');
    bench.signIn.revoked.add(`access-1|${PARTNER_AUDIENCE}`);

    await pullAll(bench.session, 'referrals');

    expect(tokensAt('/partner/')).toEqual([1, 1, 2].map((n) => `Bearer access-${n}|${PARTNER_AUDIENCE}`));
    expect(bench.taken).toHaveLength(3);
  });

  test('when the fresh token is refused as well, a person has to act', async () => {
    bench = await startBench({ [REFERRALS]: () => ({ status: 401, body: { error: { code: 'unAuthorized' } } }) });

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error).toMatchObject({ kind: 'auth_expired', vendorCode: 'unAuthorized' });
    expect(bench.server.heardAt('/partner/')).toHaveLength(2);
    expect(forms()).toHaveLength(2);
  });

  test('a refresh token that is no longer good is not tried again, and nothing secret is told', async () => {
    bench = await startBench({ [REFERRALS]: empty });
    bench.signIn.refreshTokens.push('somebody-else-rotated-it');

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error).toMatchObject({ kind: 'auth_expired', vendorCode: 'invalid_grant', operation: 'login.token' });
    expect(error.message).not.toMatch(/refresh-0|app-secret/);
    expect(forms()).toHaveLength(1);
  });

  test('an aborted run does not lose the refresh token that was on its way', async () => {
    const controller = new AbortController();
    bench = await startBench({ [REFERRALS]: empty }, { onSave: () => controller.abort(new Error('stop')) });

    await expect(pullAll(bench.session, 'referrals', { signal: controller.signal })).rejects.toThrow('stop');
    await bench.session.close();

    expect(bench.saved.map((credentials) => credentials.refreshToken)).toEqual(['refresh-1']);
    expect(bench.server.heardAt('/partner/')).toEqual([]);
  });

  test('an aborted run does not wait for a refresh that hangs, and the session closes only after it', async () => {
    const controller = new AbortController();
    let release: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench = await startBench(
      { [REFERRALS]: empty },
      {
        onSave: () => {
          controller.abort(new Error('stop'));
          return stored;
        },
      },
    );

    await expect(pullAll(bench.session, 'referrals', { signal: controller.signal })).rejects.toThrow('stop');
    expect(bench.saved).toEqual([]);
    const closing = bench.session.close();
    release();
    await closing;

    expect(bench.saved.map((credentials) => credentials.refreshToken)).toEqual(['refresh-1']);
  });

  test('a call gets one fresh token, also when it is retried in between', async () => {
    const replies = [{ status: 401 }, { status: 500 }, { status: 401 }];
    bench = await startBench({ [REFERRALS]: () => replies.shift() ?? { body: { value: [] } } });

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error.kind).toBe('auth_expired');
    expect(bench.server.heardAt('/partner/')).toHaveLength(3);
  });

  test('opening a session calls nobody', async () => {
    bench = await startBench({});
    await bench.open().close();
    expect(bench.server.heard).toEqual([]);
  });
});
