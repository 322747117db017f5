import type { z } from 'zod';
import * as neutral from '../../../platform/vendor/resume-codec.ts';
import { ciscoFacts } from '../facts.ts';

/** The resume tokens of one of Cisco's feeds. */
export function resumeCodec<T>(feed: string, shape: z.ZodType<T>): neutral.ResumeCodec<T> {
  return neutral.resumeCodec(ciscoFacts, feed, shape);
}
