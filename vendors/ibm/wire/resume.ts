import type { z } from 'zod';
import * as neutral from '../../../platform/vendor/resume-codec.ts';
import { ibmFacts } from '../facts.ts';

/** The resume tokens of one of IBM's feeds. */
export function resumeCodec<T>(feed: string, shape: z.ZodType<T>): neutral.ResumeCodec<T> {
  return neutral.resumeCodec(ibmFacts, feed, shape);
}
