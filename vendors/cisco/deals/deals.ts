import { z } from 'zod';
import { utcDate } from '../../../platform/records/dates.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem, PullRequest } from '../../../platform/vendor/contract.ts';
import type { Feed, FeedContext } from '../feed.ts';
import { QuoteReader } from '../quotes/quote-reader.ts';
import { check, idMember, malformed } from '../../../platform/vendor/shape-check.ts';
import { dateOf } from '../wire/cisco-date.ts';
import { resumeCodec } from '../wire/resume.ts';
import { toDeal } from './deal-record.ts';
import { dealShape, type Deal } from './deal-wire.ts';
import { readDealPage } from './read-page.ts';
import { isWanted, windowShape, windowsSince, type DealWindow } from './windows.ts';

const positionShape = z.object({
  /** What is still to be asked, the present window first. */
  windows: z.array(windowShape).min(1).max(20),
  offset: z.number().int().min(0),
  /** The day the run began on. */
  watermark: z.string(),
});

type Position = z.infer<typeof positionShape>;

const resume = resumeCodec('deals', positionShape);

/**
 * Deals, asked for by the dates of their end and of their approval, and the quote behind each. There is no date of
 * change to ask by: a run with a watermark reads what was approved or ended since, and one without reads everything.
 */
export const dealsFeed: Feed = {
  facts: {
    name: 'deals',
    area: 'DEAL',
    kinds: ['deal'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'incremental',
  },
  async *read(context, request) {
    const quotes = new QuoteReader(context);
    let at: Position | null = request.resumeFrom === null ? startOf(context, request) : resume.read(request.resumeFrom);
    while (at) {
      const [window, ...later]: DealWindow[] = at.windows;
      if (!window) return;
      const { watermark, offset }: Position = at;
      const page = await readDealPage(context, window, offset);
      const items = await readItems(page.items, window, { context, quotes });
      if (page.next !== null) at = { ...at, offset: page.next };
      else at = later.length > 0 ? { windows: later, offset: 0, watermark } : null;
      yield { items, resume: at === null ? null : resume.write(at), watermark, calls: context.run.takeCalls() };
    }
  },
};

function startOf(context: FeedContext, request: PullRequest): Position {
  const today = utcDate(context.clock.now());
  return { windows: windowsSince(request.since, today), offset: 0, watermark: today };
}

interface Reading {
  readonly context: FeedContext;
  readonly quotes: QuoteReader;
}

async function readItems(raws: readonly JsonValue[], window: DealWindow, reading: Reading): Promise<PulledItem[]> {
  const items: PulledItem[] = [];
  for (const raw of raws) {
    const checked = check(dealShape, raw);
    if ('fault' in checked) items.push(malformed(checked.fault, idMember(raw, 'dealId')));
    else if (isWanted(window, dateOf(checked.value.dealExpirationDate))) {
      items.push(await readDeal(checked.value, raw, reading));
    }
  }
  return items;
}

async function readDeal(deal: Deal, raw: JsonValue, { context, quotes }: Reading): Promise<PulledItem> {
  const quote = await quotes.of(deal);
  const payload = { deal: raw, quote: quote === null ? null : { ...quote, customer: { ...quote.customer } } };
  return { record: toDeal(deal, quote, context.account), payload: payload as unknown as JsonValue };
}
