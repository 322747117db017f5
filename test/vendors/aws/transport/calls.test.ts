import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PARTNER } from '../support/partner-json.ts';
import { failureOf, open, pullAll, type OpenedSession } from '../support/session.ts';
import { startWireServer, wireError, type WireReply, type WireServer } from '../support/wire-server.ts';

const EMPTY: WireReply = { body: { PartnerSummaryList: [], NextToken: null } };

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

/** Answers `ListPartners` with these in turn, the last one for good. */
function answer(...replies: WireReply[]): void {
  server.on('ListPartners', (_, nth) => replies[Math.min(nth, replies.length - 1)] ?? EMPTY);
}

const pull = () => pullAll(opened.session, 'partner-profile');

describe('a call that fails in passing', () => {
  test.each<[string, WireReply]>([
    ['too many', wireError(429, 'ThrottlingException')],
    ['too many, with another HTTP status', wireError(400, 'ThrottlingException')],
    ['a fault of AWS', wireError(500, 'InternalServerException')],
    ['a page of a proxy', { status: 502, body: '<html>bad gateway</html>' }],
    ['a cut connection', { ...EMPTY, fault: 'cut' }],
  ])('%s: is made again, up to three times', async (_, failure) => {
    answer(failure, failure, EMPTY);
    const { pages } = await pull();
    expect(pages.map(({ calls }) => calls)).toEqual([3]);
    expect(opened.gate.taken).toEqual([['account-read'], ['account-read'], ['account-read']]);
  });

  test.each<[WireReply, object]>([
    [
      wireError(429, 'ThrottlingException'),
      { kind: 'rate_limited', vendorCode: 'ThrottlingException', httpStatus: 429 },
    ],
    [wireError(500, 'InternalServerException'), { kind: 'upstream_error', httpStatus: 500 }],
    [
      { ...EMPTY, fault: 'cut' },
      { kind: 'unreachable', httpStatus: undefined },
    ],
  ])('is given up after the third attempt: %j', async (failure, expected) => {
    answer(failure);
    expect(await failureOf(pull())).toMatchObject({ vendor: 'aws', operation: 'ListPartners', ...expected });
    expect(server.countOf('ListPartners')).toBe(3);
  });

  test('waits longer each time, with chance in it, and only where AWS is not to say when', async () => {
    answer(wireError(500, 'InternalServerException'));
    await failureOf(pull());
    expect(opened.clock.slept).toHaveLength(2);
    expect(opened.clock.slept[0]).toBeLessThanOrEqual(50);
    expect(opened.clock.slept[1]).toBeLessThanOrEqual(100);
    expect(opened.gate.pauses).toEqual([]);
  });

  test('"too many" pauses the bucket for all, for as long as AWS says or longer each time', async () => {
    const told = { ...wireError(429, 'ThrottlingException'), headers: { 'retry-after': '3' } };
    answer(wireError(429, 'ThrottlingException'), told, wireError(429, 'ThrottlingException'));
    expect(await failureOf(pull())).toMatchObject({ kind: 'rate_limited' });
    expect(opened.gate.pauses).toEqual([
      ['account-read', 1_000],
      ['account-read', 3_000],
      ['account-read', 4_000],
    ]);
    expect(opened.clock.slept).toEqual([]);
  });

  test('is retried no more once the budget of the connection is spent', async () => {
    answer(wireError(500, 'InternalServerException'));
    const attempts: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      const before = server.countOf('ListPartners');
      await failureOf(pull());
      attempts.push(server.countOf('ListPartners') - before);
    }
    expect(attempts[0]).toBe(3);
    expect(attempts.at(-1)).toBe(1);
  });
});

describe('a call that would fail again', () => {
  test.each<[string, WireReply, object]>([
    ['a refused key', wireError(403, 'UnrecognizedClientException'), { kind: 'auth_expired', httpStatus: 403 }],
    ['an expired token', wireError(400, 'ExpiredTokenException'), { kind: 'auth_expired' }],
    ['a used-up allowance', wireError(402, 'ServiceQuotaExceededException'), { kind: 'quota_exceeded' }],
    [
      'an invalid request',
      wireError(400, 'ValidationException'),
      { kind: 'refused', vendorCode: 'ValidationException' },
    ],
    ['an unknown operation', wireError(400, 'UnknownOperationException'), { kind: 'refused' }],
    ['an answer that is not JSON', { body: '<html>' }, { kind: 'upstream_error', httpStatus: 200 }],
    ['an answer that is null', { body: 'null' }, { kind: 'upstream_error', httpStatus: 200 }],
    ['an answer that is a list', { body: '[]' }, { kind: 'upstream_error', httpStatus: 200 }],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { kind: 'upstream_error', httpStatus: 302 },
    ],
  ])('%s: is made once', async (_, failure, expected) => {
    answer(failure);
    expect(await failureOf(pull())).toMatchObject({ operation: 'ListPartners', ...expected });
    expect(server.requests).toHaveLength(1);
  });

  test('an answer larger than accepted is not read to its end', async () => {
    await opened.session.close();
    opened = open(server, { maxBytes: 1_000 });
    answer({ body: { PartnerSummaryList: ['x'.repeat(2_000)], NextToken: null } });
    expect(await failureOf(pull())).toMatchObject({ kind: 'upstream_error', httpStatus: undefined });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what an error tells', () => {
  test('the request id, for the support desk, and none of the words of AWS, which name accounts', async () => {
    answer(wireError(403, 'AccessDeniedException', { Reason: 'ACCESS_DENIED' }));
    const error = await failureOf(pull());
    expect(error).toMatchObject({ requestId: 'request-of-the-error', vendorCode: 'AccessDeniedException' });
    expect((error as Error).message).toBe(
      'AWS does not accept the credentials of this connection for this call (ListPartners)',
    );
  });

  test('nothing of the address when nobody answers there', async () => {
    await server.close();
    const error = (await failureOf(pull())) as Error;
    expect(error).toMatchObject({ kind: 'unreachable', operation: 'ListPartners' });
    expect(error.message).not.toMatch(/127\.0\.0\.1|\d{4,}/);
    server = await startWireServer();
  });
});

describe('time', () => {
  test.each(['silent', 'stall'] as const)('a vendor that goes %s is given up as unreachable', async (fault) => {
    await opened.session.close();
    opened = open(server, { requestMs: 60 });
    answer({ ...EMPTY, fault });
    const error = await failureOf(pull());
    expect(error).toMatchObject({ kind: 'unreachable', message: 'AWS did not answer in time (ListPartners)' });
    expect(server.countOf('ListPartners')).toBe(3);
  });
});

describe('values that the SDK would lose or refuse', () => {
  test('nulls, nanoseconds and long numbers arrive as they were written', async () => {
    server.on('ListPartners', () => ({ body: { PartnerSummaryList: [{ Id: PARTNER.Id }], NextToken: null } }));
    const text = JSON.stringify({ ...PARTNER, CreatedAt: '2025-11-20T08:00:00.123456789Z', Newcomer: null });
    server.on('GetPartner', () => ({
      body: text.replace('"Newcomer":null', '"Newcomer":null,"Big":12345678901234567.89'),
    }));
    const { records } = await pull();
    expect(records[0]?.payload).toMatchObject({
      CreatedAt: '2025-11-20T08:00:00.123456789Z',
      Newcomer: null,
      Big: '12345678901234567.89',
    });
  });

  test('a timestamp that the SDK refuses does not cost the page it is on', async () => {
    server.on('ListPartners', () => ({ body: { PartnerSummaryList: [{ Id: 'a', CreatedAt: 5 }], NextToken: null } }));
    server.on('GetPartner', () => ({ body: { ...PARTNER, CreatedAt: 1_700_000_000 } }));
    const { records, broken } = await pull();
    expect(records).toHaveLength(2);
    expect(broken).toEqual([]);
  });
});
