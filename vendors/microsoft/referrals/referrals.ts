import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, textMember } from '../../../platform/vendor/shape-check.ts';
import type { Feed } from '../feed.ts';
import { resumeCodec } from '../wire/resume.ts';
import { toDeal } from './deal-record.ts';
import { isMicrosoftsSide } from './microsofts-side.ts';
import { readReferralPage } from './read-page.ts';
import { referralShape } from './referral-wire.ts';
import { changedAt, isBefore, isDescending, later } from './watermark.ts';

const positionShape = z.object({
  token: z.string(),
  /** The latest change on the first page: what the run's watermark will be. */
  watermark: z.string().nullable(),
});

const resume = resumeCodec('referrals', positionShape);

/**
 * Deals and leads. There is no change feed and no documented filter on dates, so a run reads from the last change
 * backwards until it meets one older than the watermark.
 *
 * The new watermark is the latest change on the first page, whatever comes later: a referral that changes while the
 * run goes on moves to the front, behind our back, and must be found by the next run. It travels in the resume token,
 * so a run that goes on days later still ends with the watermark of its beginning.
 */
export const referralsFeed: Feed = {
  facts: {
    name: 'referrals',
    area: 'DEAL',
    // Leads are referrals too, with the direction Incoming [PR20 create-a-referral.md].
    tellsAlso: ['LEAD'],
    kinds: ['deal'],
    support: 'FULL',
    transport: 'API',
    mode: 'incremental',
  },
  async *read(context, request) {
    const resumed = request.resumeFrom === null ? null : resume.read(request.resumeFrom);
    let token = resumed?.token ?? null;
    let watermark = resumed ? resumed.watermark : null;
    do {
      const page = await readReferralPage(context, token);
      if (token === null) watermark = page.items.map(changedAt).reduce(later, request.since);
      token = reachedWatermark(page.items, request.since) ? null : page.next;
      yield {
        items: page.items.filter((item) => !isBefore(item, request.since)).flatMap(toItem),
        resume: token === null ? null : resume.write({ token, watermark }),
        watermark,
        calls: context.run.takeCalls(),
      };
    } while (token !== null);
  },
};

/** A page out of order proves nothing about the pages behind it. */
function reachedWatermark(items: readonly JsonValue[], since: string | null): boolean {
  return isDescending(items) && items.some((item) => isBefore(item, since));
}

function toItem(raw: JsonValue): PulledItem[] {
  const checked = check(referralShape, raw);
  if ('fault' in checked) return [malformed(checked.fault, textMember(raw, 'id'))];
  return isMicrosoftsSide(checked.value) ? [] : [{ record: toDeal(checked.value), payload: raw }];
}
