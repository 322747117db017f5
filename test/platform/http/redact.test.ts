import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactSecrets, redactText } from '../../../platform/http/redact.ts';

const KEY = 'Zx8Kq2mN5vB7wR4t';

describe('redacted text does not hold', () => {
  test.each([
    ['a bearer token', `sent Bearer ${KEY} to the vendor`],
    ['basic credentials', `Basic ${KEY}==`],
    ['an Authorization header', `GET / HTTP/1.1\nAuthorization: Custom ${KEY}\nAccept: */*`],
    ['a signed request', `authorization=AWS4-HMAC-SHA256 Credential=AKIAABCDEFGHIJKLMNOP/x, Signature=${KEY}`],
    ['a cookie', `set-cookie: session=${KEY}; Path=/`],
    ['a client secret in a form', `grant_type=client_credentials&client_secret=${KEY}&scope=x`],
    ['a refresh token in a form', `refresh_token=${KEY}`],
    ['a client assertion', `client_assertion=${KEY}&x=1`],
    ['a signed link', `https://files.example/x.csv?se=2026&sig=${KEY}&sp=r`],
    [
      'an AWS signed link',
      `https://s3.example/x?X-Amz-Signature=${KEY}&X-Amz-Credential=${KEY}&X-Amz-Security-Token=${KEY}`,
    ],
    ['a session key id', 'key id ASIAABCDEFGHIJKLMNOP'],
    ['a database password', `cannot connect to postgres://app:${KEY}@db.internal:5432/graph`],
    ['a database password with odd characters', `postgres://app:${KEY}/a?b#c@d${KEY}@db.internal/graph`],
    ['a password in any address', `https://user:${KEY}@host/path`],
    ['a value in JSON', `{"clientSecret":"${KEY}","a":1}`],
    ['a value in JSON with quotes inside', JSON.stringify({ password: `a"b\\c${KEY}` })],
    ['a value in JSON inside JSON', JSON.stringify({ body: JSON.stringify({ access_token: KEY }) })],
    ['a quoted value', `password='${KEY} and more ${KEY}'`],
    ['a JSON web token', `token was eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${KEY}`],
    ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${KEY}\n${KEY}\n-----END RSA PRIVATE KEY-----`],
    ['a private key cut short', `-----BEGIN PRIVATE KEY-----\n${KEY}`],
    ['an API key header', `x-api-key: ${KEY}`],
  ])('%s', (_what, text) => {
    const shown = redactSecrets(text);
    expect(shown).not.toContain(KEY);
    expect(shown).not.toMatch(/(AKIA|ASIA)[A-Z0-9]/);
    expect(shown).toContain('[redacted]');
  });
});

describe('redacted text keeps', () => {
  test.each([
    'pulled 250 deals in 1200 ms',
    'at 2026-03-31T08:00:00.000Z the page token was rejected',
    'design=modern, signal=strong, tokens=500',
    'Basic authentication is required',
    'GET https://api.example/v1/deals?top=5',
  ])('what is no secret: %s', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  test('what stands around a secret', () => {
    expect(redactSecrets('a=1&client_secret=xyz&b=2')).toBe('a=1&client_secret=[redacted]&b=2');
    expect(redactSecrets('postgres://app:pw@db/graph down')).toBe('postgres://[redacted]@db/graph down');
  });
});

describe('text redacted for errors also loses addresses', () => {
  test.each([
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED [address]'],
    ['connect ECONNREFUSED ::1:6379', 'connect ECONNREFUSED [address]'],
    ['connect ECONNREFUSED /tmp/pg.sock', 'connect ECONNREFUSED [address]'],
    ['getaddrinfo ENOTFOUND db.internal', 'getaddrinfo ENOTFOUND [address]'],
    ['request to http://10.0.0.7:4901/graphql failed', 'request to [address] failed'],
    ['no route to 10.0.0.7', 'no route to [address]'],
    ['no route to fe80::1c2d:3e4f', 'no route to [address]'],
    ['read ECONNRESET', 'read ECONNRESET'],
    ['at 2026-03-31T08:00:00.000Z for 12:30:15', 'at 2026-03-31T08:00:00.000Z for 12:30:15'],
  ])('%s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });
});

describe('redacting', () => {
  test('finds a secret whatever text stands around it', () => {
    const marks = ['password=', 'Bearer ', 'authorization: ', '"token":"', "sig='", '{"clientSecret": "', 'https://u:'];
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...marks), fc.string(), (before, mark, after) => {
        expect(redactSecrets(`${before} ${mark}${KEY}@${after}`)).not.toContain(KEY);
      }),
      { numRuns: 1000 },
    );
  });

  // A pattern that backtracks would need hours for these, and the test would run into its time limit.
  test.each(['a.', 'a://', '::', 'password', 'Bearer a', 'eyJaaaaaa.', '"password":"\\', '1.1.1.', '@', 'secret = '])(
    'takes text made of %j repeated to a megabyte',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(redactText(text).length).toBeGreaterThan(0);
    },
  );
});
