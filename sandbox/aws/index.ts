import type { StandIn, StandInOptions } from '../kernel/stand-in.ts';
import type { AwsSettings } from './context.ts';
import { AwsStandIn } from './stand-in.ts';

/** The options that every stand-in has, and what can be set for AWS alone. */
export type AwsStandInOptions = StandInOptions & Partial<AwsSettings>;

const BENEFIT_APPLICATIONS_PER_CATALOG = 10_000; // [DG 58939361515]

/** The stand-in for AWS Partner Central: selling, benefits, account and channel, all on `POST /aws/`. */
export function awsStandIn(options: AwsStandInOptions): StandIn {
  const { reviewMs = null, taskMs = 0, applicationQuota = BENEFIT_APPLICATIONS_PER_CATALOG } = options;
  return new AwsStandIn(options, { reviewMs, taskMs, applicationQuota });
}
