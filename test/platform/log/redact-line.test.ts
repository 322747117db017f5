import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactLine } from '../../../platform/log/redact-line.ts';

const names = fc.constantFrom('password', 'token', 'authorization', 'sig', 'url', 'message', 'a b');
const pieces = fc.constantFrom(
  'Bearer ',
  'secret=',
  'token: ',
  'postgres://u:',
  '@',
  '"',
  '\\',
  '{',
  '-----BEGIN PRIVATE KEY-----',
);
const text = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 6 }).map((parts) => parts.join(''));
const value = fc.oneof(text, fc.integer(), fc.constant(null), fc.boolean(), fc.dictionary(names, text));

describe('a redacted log line', () => {
  test('is one line of JSON with the same members, whatever it held', () => {
    fc.assert(
      fc.property(fc.dictionary(names, value), (members) => {
        const line = redactLine(`${JSON.stringify(members)}\n`);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(Object.keys(JSON.parse(line) as object)).toEqual(Object.keys(members));
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps what is no secret as it was', () => {
    const line = '{"level":"info","ms":12.5,"ok":true,"none":null,"list":[1,"two"],"msg":"pulled 3 deals"}\n';
    expect(redactLine(line)).toBe(line);
  });

  test('blanks a text under a secret name at any depth, in lists too', () => {
    expect(redactLine('{"a":[{"b":{"clientSecret":"x y z","port":1}}],"X-Api-Key":"k"}')).toBe(
      '{"a":[{"b":{"clientSecret":"[redacted]","port":1}}],"X-Api-Key":"[redacted]"}',
    );
  });

  test('that can not be read back says so, rather than show itself', () => {
    expect(redactLine('{"password":"x"\n')).toBe(
      '{"level":"error","msg":"a log line could not be read back and was dropped"}\n',
    );
  });
});
