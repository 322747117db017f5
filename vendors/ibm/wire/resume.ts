import { z } from 'zod';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';

/** Writes and reads one feed's resume tokens: base64url JSON with a version. */
export interface ResumeCodec<T> {
  write(state: T): string;
  /** @throws VendorError `resume_rejected` for a token that this version did not write */
  read(token: string): T;
}

/** @param feed is part of the token, so that one feed never takes another's */
export function resumeCodec<T>(feed: string, shape: z.ZodType<T>): ResumeCodec<T> {
  const envelope = z.object({ v: z.literal(1), feed: z.literal(feed), at: shape });
  return {
    write: (state) => Buffer.from(JSON.stringify({ v: 1, feed, at: state })).toString('base64url'),
    read: (token) => {
      const parsed = envelope.safeParse(parseJson(Buffer.from(token, 'base64url').toString('utf8')));
      if (parsed.success) return parsed.data.at as T;
      throw new VendorError({
        vendor: VENDOR,
        kind: 'resume_rejected',
        publicMessage: `Reading IBM's ${feed} has to start over: the resume token is not readable`,
        operation: feed,
      });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
