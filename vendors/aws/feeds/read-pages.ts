import { z } from 'zod';
import type { PulledItem, PulledPage } from '../../../platform/vendor/contract.ts';
import { resumeCodec } from '../../../platform/vendor/resume-codec.ts';
import { AWS_FACTS } from '../facts.ts';
import { unreadable } from '../transport/failure.ts';
import type { FeedContext } from './feed.ts';

/** Where a feed stands: before the page that this token opens, null for the first. */
export interface Place {
  readonly token: string | null;
}

/** Shape of a place that is nothing but a page token. */
export const tokenPlace = z.object({ token: z.string().nullable() });

export interface Turn<P extends Place> {
  readonly items: readonly PulledItem[];
  /** Null after the last page. */
  readonly next: P | null;
  /** See `PulledPage.watermark`; left out by feeds that have none. */
  readonly watermark?: string | null;
}

export interface PageRun<P extends Place> {
  readonly feed: string;
  readonly shape: z.ZodType<P>;
  readonly start: P;
  /** Reads the page at a place. */
  turn(place: P): Promise<Turn<P>>;
}

/**
 * Reads a feed page by page, from its start or from where the last run stopped.
 * @throws VendorError; the reason of the signal once the pull is aborted
 */
export async function* readPages<P extends Place>(context: FeedContext, run: PageRun<P>): AsyncGenerator<PulledPage> {
  const { resumeFrom, signal } = context.request;
  const bookmark = resumeCodec(AWS_FACTS, run.feed, run.shape);
  let place: P | null = resumeFrom === null ? run.start : bookmark.read(resumeFrom);
  const seen = new Set<string>();
  while (place !== null) {
    signal.throwIfAborted();
    if (place.token !== null) {
      // A token that leads back to a page already read would never end.
      if (seen.has(place.token)) throw unreadable(run.feed, 'a page token came twice');
      seen.add(place.token);
    }
    const { items, next, watermark }: Turn<P> = await run.turn(place);
    yield {
      items,
      resume: next === null ? null : bookmark.write(next),
      watermark: watermark ?? null,
      calls: context.api.takeCount(),
    };
    place = next;
  }
}
