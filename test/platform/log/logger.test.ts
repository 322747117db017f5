import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../platform/log/secret.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { capturingLogger } from './capture.ts';

const PASSWORD = 'hunter2-hunter2';

function networkError(): Error {
  return Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), {
    code: 'ECONNREFUSED',
    address: '10.1.2.3',
    port: 5432,
  });
}

describe('a log line', () => {
  test('is JSON with the level by name, the time in UTC and no host or process', () => {
    const { log, records } = capturingLogger('info');
    log.info({ vendor: 'aws' }, 'pull finished');
    expect(records()).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), vendor: 'aws', msg: 'pull finished' },
    ]);
  });

  test('below the chosen level is not written', () => {
    const { log, lines } = capturingLogger('warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines).toHaveLength(1);
  });

  test.each([
    ['at the top', { password: PASSWORD }],
    ['one level down', { connection: { clientSecret: PASSWORD } }],
    ['two levels down', { a: { b: { refresh_token: PASSWORD } } }],
    ['far down', { a: { b: { c: { d: { password: PASSWORD } } } } }],
    ['in a header', { headers: { authorization: `Bearer ${PASSWORD}` } }],
    ['in a list', { connections: [{ apiKey: PASSWORD }] }],
    ['as a whole object', { credentials: { anything: PASSWORD } }],
    ['inside an address', { database: `postgres://app:${PASSWORD}@db/graph` }],
    ['inside JSON that is text', { body: JSON.stringify({ client_secret: PASSWORD, grant: 'x' }) }],
    ['in a Secret under an innocent name', { value: new Secret(PASSWORD) }],
  ])('never shows a secret %s', (_where, fields) => {
    const { log, lines, records } = capturingLogger('trace');
    log.info(fields, 'something happened');
    expect(lines.join('')).not.toContain(PASSWORD);
    expect(records()[0]?.msg).toBe('something happened');
  });

  test('never shows a secret that a child logger was bound to or that a message was built from', () => {
    const { log, lines } = capturingLogger('info');
    log.child({ token: PASSWORD, vendor: 'aws' }).info('one');
    log.info('signing in with client_secret=%s&scope=read', PASSWORD);
    log.info(`secret is ${String(new Secret(PASSWORD))}`);
    expect(lines.join('')).not.toContain(PASSWORD);
    expect(lines.join('')).toContain('scope=read');
  });
});

describe('an error in a log line', () => {
  test('keeps name, code and message, and loses address, foreign fields and stack', () => {
    const { log, lines, records } = capturingLogger('info');
    log.error({ err: networkError() }, 'database lost');
    expect(records()[0]?.['err']).toEqual({
      name: 'Error',
      message: 'connect ECONNREFUSED [address]',
      code: 'ECONNREFUSED',
    });
    expect(lines.join('')).not.toContain('10.1.2.3');
    expect(lines.join('')).not.toContain('logger.test');
  });

  test('logged by itself is treated the same', () => {
    const { log, lines, records } = capturingLogger('info');
    log.error(networkError());
    expect(records()[0]).toMatchObject({ msg: 'connect ECONNREFUSED [address]', err: { code: 'ECONNREFUSED' } });
    expect(lines.join('')).not.toContain('10.1.2.3');
  });

  test('of a vendor says which call failed and how, and its cause', () => {
    const { log, records } = capturingLogger('info');
    const error = new VendorError({
      vendor: 'microsoft',
      kind: 'rate_limited',
      publicMessage: 'too many calls',
      retryAfterMs: 1500,
      httpStatus: 429,
      requestId: 'r-1',
      operation: 'referrals.list',
      cause: networkError(),
    });
    log.warn({ error }, 'call failed');
    expect(records()[0]?.['error']).toEqual({
      name: 'VendorError',
      message: 'too many calls',
      vendor: {
        vendor: 'microsoft',
        kind: 'rate_limited',
        operation: 'referrals.list',
        httpStatus: 429,
        requestId: 'r-1',
        retryAfterMs: 1500,
      },
      cause: { name: 'Error', message: 'connect ECONNREFUSED [address]', code: 'ECONNREFUSED' },
    });
  });

  test('shows its frames at debug, without the message they began with', () => {
    const { log, lines, records } = capturingLogger('debug');
    log.error({ err: new Error(`password=${PASSWORD} was wrong`) }, 'sign-in failed');
    expect(records()[0]?.['err']).toMatchObject({ stack: expect.stringMatching(/^\s+at /) });
    expect(lines.join('')).not.toContain(PASSWORD);
  });

  test('that is not an Error, or whose causes run in a circle, is still logged', () => {
    const { log, records } = capturingLogger('info');
    const circle = new Error('outer');
    circle.cause = circle;
    log.error({ err: circle }, 'one');
    log.error({ err: `failed with sig=${PASSWORD}` }, 'two');
    expect(records()[0]?.['err']).toMatchObject({ message: 'outer', cause: { message: 'outer' } });
    expect(records()[1]?.['err']).toEqual({ name: 'string', message: 'failed with sig=[redacted]' });
  });
});
