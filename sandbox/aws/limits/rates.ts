import { AwsError } from '../errors.ts';
import type { ServiceName } from '../services.ts';
import { Bucket, type Rate } from './bucket.ts';

/** A group of operations that share one limit in one account. */
interface Group {
  readonly name: string;
  readonly rate: Rate;
}

const SELLING_READ: Group = { name: 'selling read', rate: { perSecond: 10, perDay: 100_000 } }; // [DG 58972727354]
const SELLING_WRITE: Group = { name: 'selling write', rate: { perSecond: 1, perDay: 10_000 } }; // [DG 58972727354]
const BENEFITS_READ: Group = { name: 'benefits read', rate: { perSecond: 20 } }; // [DG 58939361515]
const BENEFITS_WRITE: Group = { name: 'benefits write', rate: { perSecond: 10 } }; // [DG 58939361515]
const APPLICATIONS: Group = { name: 'benefits ListBenefitApplications', rate: { perSecond: 30 } }; // [DG 58939361515]
const CHANNEL_READ: Group = { name: 'channel read', rate: { perSecond: 5 } }; // [DG 58853095867]

/** The limit of an operation; null where none is documented (account documents no rate for its reads). */
function groupOf(service: ServiceName, operation: string, write: boolean): Group | null {
  if (service === 'selling') return write ? SELLING_WRITE : SELLING_READ;
  if (service === 'channel') return CHANNEL_READ;
  if (service === 'account') return null;
  if (operation === 'ListBenefitApplications') return APPLICATIONS;
  return write ? BENEFITS_WRITE : BENEFITS_READ;
}

/** An operation as limits see it. */
export interface LimitedCall {
  readonly accountId: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly write: boolean;
  readonly now: number;
}

/** The documented rate limits, one bucket an account and group, each multiplied by a factor. */
export class RateLimits {
  private readonly factor: number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(factor: number) {
    this.factor = factor;
  }

  /** @throws AwsError ThrottlingException when the account used its share up */
  take(call: LimitedCall): void {
    const group = groupOf(call.service, call.operation, call.write);
    if (!group) return;
    const key = `${call.accountId} ${group.name}`;
    const bucket = this.buckets.get(key) ?? this.newBucket(group.rate, call.now);
    this.buckets.set(key, bucket);
    if (!bucket.take(call.now)) throw new AwsError('ThrottlingException', 'Rate exceeded');
  }

  private newBucket({ perSecond, perDay }: Rate, now: number): Bucket {
    const day = perDay === undefined ? {} : { perDay: perDay * this.factor };
    return new Bucket({ perSecond: perSecond * this.factor, ...day }, now);
  }
}
