import { z } from 'zod';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { PulledItem, PulledPage, PullRequest } from '../../../platform/vendor/contract.ts';
import { resumeCodec } from '../../../platform/vendor/resume-codec.ts';
import { credlyFacts } from '../facts.ts';
import type { BadgeFeedFacts } from '../feed.ts';
import type { StaffBadges } from '../staff/staff-badges.ts';
import { idOf } from './sort-badges.ts';

/** Badges on one page: small enough to store in one go. */
const PAGE_ITEMS = 500;

/** Id of the last badge that was given: badges come in the order of their ids. */
const placeShape = z.object({ after: z.string() });

/** One vendor's badges of the staff. A run that goes on reads them anew and leaves out what was given before. */
export async function* pullBadges(
  from: { readonly feed: BadgeFeedFacts; readonly staff: StaffBadges; readonly run: CallRun },
  request: PullRequest,
): AsyncGenerator<PulledPage> {
  const { feed, staff, run } = from;
  const resume = resumeCodec(credlyFacts, feed.name, placeShape);
  const after = request.resumeFrom === null ? null : resume.read(request.resumeFrom).after;
  const { byVendor, faults } = await staff.read(run);
  const waiting = (byVendor.get(feed.vendor) ?? []).filter((item) => after === null || (idOf(item) ?? '') > after);
  let nameless: readonly PulledItem[] = faults;
  do {
    const part = waiting.splice(0, PAGE_ITEMS);
    const last = part.at(-1);
    const given = last ? idOf(last) : null;
    yield {
      items: [...nameless, ...part],
      resume: waiting.length === 0 || given === null ? null : resume.write({ after: given }),
      watermark: null,
      calls: run.takeCalls(),
    };
    nameless = [];
  } while (waiting.length > 0);
}
