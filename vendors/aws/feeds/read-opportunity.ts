import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, type Checked } from '../../../platform/vendor/shape-check.ts';
import { opportunityDeal } from '../records/opportunity.ts';
import { awsSummary, opportunity, type WireAwsSummary } from '../wire/selling.ts';
import type { FeedContext } from './feed.ts';
import { orMissing } from './tolerance.ts';

/** Tells which engagement an opportunity is shared in; null when none is known. */
export interface Engagements {
  engagementOf(opportunityId: string): Promise<string | null>;
}

/** One opportunity with AWS's side of it, as a deal; nothing when AWS no longer has it. */
export async function readOpportunity({ api }: FeedContext, links: Engagements, id: string): Promise<PulledItem[]> {
  const detail = await orMissing(api.selling.getOpportunity(id));
  if (detail === null) return [];
  const summary = await orMissing(api.selling.getAwsOpportunitySummary(id));
  const read = check(opportunity, detail, '/opportunity');
  if ('fault' in read) return [malformed(read.fault, id)];
  const aws = readSummary(summary);
  if ('fault' in aws) return [malformed(aws.fault, id)];
  const record = opportunityDeal(read.value, aws.value, await links.engagementOf(id));
  return [{ record, payload: { opportunity: detail, awsSummary: summary } }];
}

/** AWS has no summary of an opportunity before it is submitted. */
function readSummary(summary: JsonValue): Checked<WireAwsSummary | null> {
  return summary === null ? { value: null } : check(awsSummary, summary, '/awsSummary');
}
