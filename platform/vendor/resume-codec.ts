import { z } from 'zod';
import type { VendorFacts } from './contract.ts';
import { VendorError } from './vendor-error.ts';

/** Raised when the envelope of a token changes its meaning. */
const VERSION = 1;

/** A vendor as messages name it. */
export type NamedVendor = Pick<VendorFacts, 'id' | 'name'>;

/** Writes and reads the resume tokens of one feed: base64url JSON with a version. */
export interface ResumeCodec<T> {
  write(place: T): string;
  /** @throws VendorError `resume_rejected` for a token that this feed and version did not write */
  read(token: string): T;
}

/**
 * Makes the codec of one feed.
 * @param feed is part of the token, so that one feed never takes another's
 * @param shape of the place: a token with another is not taken
 */
export function resumeCodec<T>(vendor: NamedVendor, feed: string, shape: z.ZodType<T>): ResumeCodec<T> {
  const envelope = z.object({ v: z.literal(VERSION), feed: z.literal(feed), at: shape });
  return {
    write: (place) => Buffer.from(JSON.stringify({ v: VERSION, feed, at: place })).toString('base64url'),
    read: (token) => {
      const parsed = envelope.safeParse(parseJson(Buffer.from(token, 'base64url').toString('utf8')));
      if (parsed.success) return parsed.data.at as T;
      throw startOver(vendor, feed, 'the resume token is not readable');
    },
  };
}

/** The run can't go on from where it stopped. @param why completes "has to start over: …" */
export function startOver(vendor: NamedVendor, feed: string, why: string): VendorError {
  return new VendorError({
    vendor: vendor.id,
    kind: 'resume_rejected',
    publicMessage: `Reading ${vendor.name}'s ${feed} has to start over: ${why}`,
    operation: feed,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
