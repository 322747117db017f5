import type { z } from 'zod';
import * as neutral from '../../../platform/vendor/resume-codec.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { microsoftFacts } from '../facts.ts';

/** The resume tokens of one of Microsoft's feeds. */
export function resumeCodec<T>(feed: string, shape: z.ZodType<T>): neutral.ResumeCodec<T> {
  return neutral.resumeCodec(microsoftFacts, feed, shape);
}

/** The run of one of Microsoft's feeds can't go on from where it stopped. */
export function startOver(feed: string, why: string): VendorError {
  return neutral.startOver(microsoftFacts, feed, why);
}
