import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyHash, contextHead, LONGEST_CONTEXT } from '../../../platform/identity/context-form.ts';
import { createContextSigner, type CallToSign } from '../../../platform/identity/context-signer.ts';
import { createContextVerifier, type CallContext } from '../../../platform/identity/context-verifier.ts';
import { fixedKeyRing, type KeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';

const NOW = new Date('2026-06-15T12:00:00.400Z');
const SKEW_SECONDS = 5;
const BODY = Buffer.from('{"query":"{ deals { totalCount } }"}');
const CALL: CallToSign = {
  audience: 'deals',
  viewer: {
    partnerId: '5f0d2f6c-5c0e-4a2e-9a55-0a2f0c8f4e11',
    subject: 'user:zoë',
    scopes: new Set(['deals:read', 'raw:read']),
  },
  requestId: 'request-1',
  body: BODY,
  isChange: false,
};
const EXPECTED = { audience: 'deals', requestId: 'request-1' };

const keyText = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const ring = (...bytes: number[]): KeyRing => fixedKeyRing(readMasterKeys(bytes.map(keyText).join()));
const at = (seconds: number) => ({ now: () => new Date(NOW.getTime() + seconds * 1_000), sleep: async () => {} });

const sign = (change: Partial<CallToSign> = {}, keys = ring(1), seconds = 0): string =>
  createContextSigner({ keys, clock: at(seconds) })({ ...CALL, ...change });

/** The call, or the word for what is wrong. */
function verify(
  text: string | undefined,
  { keys = ring(1), seconds = 0, expected = EXPECTED } = {},
): CallContext | string {
  const result = createContextVerifier({ keys, clock: at(seconds), skewSeconds: SKEW_SECONDS })(text, expected);
  return 'fault' in result ? result.fault : result.call;
}

const accepted = (text: string, more: Parameters<typeof verify>[1] = {}): CallContext => {
  const call = verify(text, more);
  if (typeof call === 'string') throw new Error(`refused: ${call}`);
  return call;
};

/** A text signed with the right key over whatever a test says. */
function forge(payload: object, head = contextHead(readMasterKeys(keyText(1))[0]?.id ?? '')): string {
  const signed = `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', Buffer.alloc(32, 1)).update(signed).digest('base64url')}`;
}

function payloadOf(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('a context that a gateway signed', () => {
  test('tells the subgraph who asks, in which request, and what body it is for', () => {
    const call = accepted(sign({ isChange: true }));
    expect(call).toMatchObject({ viewer: CALL.viewer, requestId: 'request-1', isChange: true });
    expect(call.isOfBody(BODY)).toBe(true);
    expect(call.isOfBody(Buffer.concat([BODY, Buffer.from(' ')]))).toBe(false);
    expect(call.isOfBody(Buffer.alloc(0))).toBe(false);
  });

  test('is another one for each call, and holds neither the body nor a token', () => {
    const [one, other] = [sign(), sign()];
    expect(one).not.toBe(other);
    expect(accepted(one).nonce).not.toBe(accepted(other).nonce);
    expect(Object.keys(payloadOf(one)).toSorted()).toEqual(
      ['aud', 'body', 'change', 'exp', 'iat', 'iss', 'jti', 'partner', 'rid', 'scopes', 'sub'].toSorted(),
    );
    expect(payloadOf(one)['body']).toBe(bodyHash(BODY));
  });

  test('is good for thirty seconds at the most', () => {
    const { iat, exp } = payloadOf(sign()) as { iat: number; exp: number };
    expect(exp - iat).toBeGreaterThan(0);
    expect(exp - iat).toBeLessThanOrEqual(30);
  });

  test('tells what is left of the request’s time, where someone counts it', () => {
    expect(accepted(sign({ leftMs: 1_500 })).leftMs).toBe(1_500);
    expect(accepted(sign()).leftMs).toBeNull();
    expect(verify(forge({ ...payloadOf(sign()), left: 0 }))).toBe('malformed');
  });

  test('is refused by every other subgraph, and in every other request', () => {
    expect(verify(sign(), { expected: { ...EXPECTED, audience: 'benefits' } })).toBe('audience');
    expect(verify(sign(), { expected: { ...EXPECTED, requestId: 'request-2' } })).toBe('request_id');
  });

  test('is refused once it has expired and before it is valid, with a little allowance for clocks', () => {
    const lifetime = 15;
    expect(verify(sign(), { seconds: lifetime + SKEW_SECONDS - 1 })).toMatchObject({ requestId: 'request-1' });
    expect(verify(sign(), { seconds: lifetime + SKEW_SECONDS })).toBe('expired');
    expect(verify(sign(), { seconds: -SKEW_SECONDS })).toMatchObject({ requestId: 'request-1' });
    expect(verify(sign(), { seconds: -SKEW_SECONDS - 1 })).toBe('not_yet_valid');
  });

  test('is refused where the clocks are sixty seconds apart, either way', () => {
    expect(verify(sign(), { seconds: 60 })).toBe('expired');
    expect(verify(sign(), { seconds: -60 })).toBe('not_yet_valid');
  });
});

describe('a text that no gateway of ours signed as it is', () => {
  test('is refused when any character of it was changed', () => {
    const text = sign();
    const position = fc.nat({ max: text.length - 1 });
    const replacement = fc.constantFrom(...'ABCxyz019-_.');
    fc.assert(
      fc.property(position, replacement, (place, character) => {
        fc.pre(text[place] !== character);
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        expect(['malformed', 'unknown_key', 'signature']).toContain(verify(changed));
      }),
      { numRuns: 500 },
    );
  });

  test('is refused when it was put together from two', () => {
    const [head, , mac] = sign().split('.');
    const payload = sign({ audience: 'benefits' }).split('.')[1];
    expect(verify([head, payload, mac].join('.'), { expected: { ...EXPECTED, audience: 'benefits' } })).toBe(
      'signature',
    );
  });

  test.each([
    ['nothing', undefined, 'missing'],
    ['an empty one', '', 'missing'],
    ['a word', 'abc', 'malformed'],
    ['too many parts', `${sign()}.x`, 'malformed'],
    ['a very long one', 'x'.repeat(LONGEST_CONTEXT + 1), 'malformed'],
  ])('is refused when it is %s', (_what, text, fault) => {
    expect(verify(text)).toBe(fault);
  });

  test.each([
    ['none', { alg: 'none' }],
    ['another algorithm', { alg: 'HS512' }],
    ['a public key’s', { alg: 'RS256' }],
    ['a key of its own', { alg: 'HS256', jwk: { kty: 'oct', k: keyText(1) } }],
  ])('is refused when its head asks for %s, though our key signed it', (_what, head) => {
    const { id } = readMasterKeys(keyText(1))[0] as { id: string };
    const text = JSON.stringify({ kid: id, typ: 'partnergraph-context+jwt', ...head });
    expect(verify(forge(payloadOf(sign()), Buffer.from(text).toString('base64url')))).toBe('unknown_key');
  });

  test.each([
    ['ends at a fraction of a second', { exp: NOW.getTime() / 1_000 + 3_600 }, 'malformed'],
    ['lasts an hour', { exp: Math.floor(NOW.getTime() / 1_000) + 3_600 }, 'lifetime'],
    ['ends before it begins', { exp: Math.floor(NOW.getTime() / 1_000) - 1 }, 'lifetime'],
    ['is of another issuer', { iss: 'someone' }, 'issuer'],
    ['names no partner', { partner: undefined }, 'malformed'],
    ['names a partner that is no uuid', { partner: "x' or 1=1" }, 'malformed'],
    ['has no nonce', { jti: undefined }, 'malformed'],
    ['has no hash of a body', { body: undefined }, 'malformed'],
    ['has something that nobody here knows', { admin: true }, 'malformed'],
  ])('is refused when it %s, though our key signed it', (_what, change, fault) => {
    expect(verify(forge({ ...payloadOf(sign()), ...change }))).toBe(fault);
    expect(accepted(forge(payloadOf(sign()))).requestId).toBe('request-1');
  });
});

describe('the keys of contexts', () => {
  test('that are not the same on both sides: nothing is accepted', () => {
    expect(verify(sign({}, ring(2)))).toBe('unknown_key');
  });

  test('may be two during a rotation: either is accepted, whichever side changes first, and the first of them signs', () => {
    const [old, both, turned, fresh] = [ring(1), ring(1, 2), ring(2, 1), ring(2)];
    for (const [signing, accepting] of [
      [old, both],
      [both, turned],
      [turned, both],
      [turned, fresh],
      [fresh, turned],
    ] as const) {
      expect(verify(sign({}, signing), { keys: accepting })).toMatchObject({ requestId: 'request-1' });
    }
    expect(verify(sign({}, turned), { keys: old })).toBe('unknown_key');
    expect(verify(sign({}, old), { keys: fresh })).toBe('unknown_key');
  });

  test('do not help under the name of another', () => {
    const other = readMasterKeys(keyText(2));
    const impostor = [{ id: readMasterKeys(keyText(1))[0]?.id ?? '', key: other[0]?.key as never }];
    expect(verify(sign({}, fixedKeyRing(impostor)))).toBe('signature');
  });
});
