import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { resumeCodec, startOver } from '../../../platform/vendor/resume-codec.ts';

const ACME = { id: 'acme', name: 'Acme' };
const codec = resumeCodec(ACME, 'deals', z.object({ token: z.string().nullable() }));

function written(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('resume tokens', () => {
  test.each([[{ token: 'a+b/ü' }], [{ token: null }]])('come back as they were written: %j', (place) => {
    expect(codec.read(codec.write(place))).toEqual(place);
  });

  test('can stand in an address or a header as they are', () => {
    expect(codec.write({ token: '??>>~~ üß' })).toMatch(/^[\w-]+$/);
  });

  test.each([
    ['nothing', ''],
    ['another text', '%%%'],
    ['the token of another feed', written({ v: 1, feed: 'benefits', at: { token: 'x' } })],
    ['the token of another version', written({ v: 2, feed: 'deals', at: { token: 'x' } })],
    ['a place of another shape', written({ v: 1, feed: 'deals', at: { token: 5 } })],
    ['null', written(null)],
    ['a list', written([1])],
  ])('%s makes the run start over, in the name of the vendor', (_what, token) => {
    expect(() => codec.read(token)).toThrow(
      expect.objectContaining({
        vendor: 'acme',
        kind: 'resume_rejected',
        operation: 'deals',
        message: "Reading Acme's deals has to start over: the resume token is not readable",
      }),
    );
  });

  test('starting over says why', () => {
    expect(startOver(ACME, 'deals', 'the file is gone').message).toBe(
      "Reading Acme's deals has to start over: the file is gone",
    );
  });
});
