import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { resumeCodec } from '../../../../vendors/microsoft/wire/resume.ts';

const codec = resumeCodec('referrals', z.object({ token: z.string() }));

function written(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('resume tokens', () => {
  test('come back as they were written', () => {
    expect(codec.read(codec.write({ token: 'a+b/ü' }))).toEqual({ token: 'a+b/ü' });
  });

  test.each([
    [''],
    ['%%%'],
    [written({ v: 1, feed: 'payouts', at: { token: 'x' } })],
    [written({ v: 2, feed: 'referrals', at: { token: 'x' } })],
    [written({ v: 1, feed: 'referrals', at: { token: 5 } })],
    [written(null)],
  ])('%j makes the run start over', (token) => {
    expect(() => codec.read(token)).toThrow(expect.objectContaining({ kind: 'resume_rejected' }));
  });
});
