import type { ReadContext } from '../referrals/read-page.ts';
import type { WriteTiming } from './timing.ts';

/** What a step of a write works with: the host that referrals are on, one run, and the waits. */
export interface WriteContext extends ReadContext {
  readonly timing: WriteTiming;
  readonly now: () => Date;
}
