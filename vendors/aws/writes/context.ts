import type { AwsApi } from '../api/aws-api.ts';
import type { FeedContext } from '../feeds/feed.ts';
import type { WriteIntent, WriteProgress } from '../../../platform/vendor/write-contract.ts';

/** What one turn of a write works with. */
export interface WriteContext {
  readonly intent: WriteIntent;
  readonly progress: WriteProgress;
  readonly api: AwsApi;
  /** For the parts of the feeds that read a record back. */
  readonly feed: FeedContext;
  readonly catalog: string;
  readonly now: Date;
}
