import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { awsCredentials, type AwsCredentials } from './credentials.ts';
import { AWS_FACTS } from './facts.ts';
import { AWS_FEEDS } from './feed-list.ts';
import { openSession } from './session.ts';
import { AWS_LIMITS } from './transport/limits.ts';
import { AWS_WRITES } from './writes/index.ts';

export type { AwsCredentials } from './credentials.ts';

/** AWS Partner Central: the selling, benefits, account and channel services. */
export const awsWorkshop: VendorWorkshop<AwsCredentials> = {
  facts: AWS_FACTS,
  credentials: awsCredentials,
  feeds: AWS_FEEDS.map(({ facts }) => facts),
  writes: AWS_WRITES,
  open: (deps) => openSession(deps, AWS_LIMITS),
};
