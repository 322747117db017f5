import { z } from 'zod';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import type { Feed, FeedContext } from '../feed.ts';
import { resumeCodec } from '../wire/resume.ts';
import { bidId, type FoundBid } from './bid-record.ts';
import { listBids } from './list-bids.ts';
import { readBid } from './read-bid.ts';

const NAME = 'special-bids';

/** Bids on one page: each takes a call, and a page is what a stopped run has to do again. */
const PAGE_BIDS = 50;

/** Details that are asked for at the same time. */
const AT_ONCE = 4;

/** When at least so many bids in a row can't be read, and none could, it is the service and not the bids. */
const TOO_MANY_REFUSALS = 4;

/** Id of the last bid that was given: bids are read in the order of their ids. */
const resume = resumeCodec(NAME, z.object({ after: z.string() }));

/**
 * Special bids of all accounts. There is no filter on changes, so every run reads everything: first the lists, then the
 * details, bid by bid. A run that goes on lists again and leaves out what was given before.
 */
export const specialBidsFeed: Feed = {
  facts: {
    name: NAME,
    area: 'SPECIAL_BID',
    kinds: ['specialBid'],
    support: 'FULL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    const after = request.resumeFrom === null ? null : resume.read(request.resumeFrom).after;
    const bids: FoundBid[] = [];
    const faults: PulledItem[] = [];
    for (const account of context.credentials.accounts) {
      const list = await listBids(context, account);
      bids.push(...list.bids);
      faults.push(...list.faults);
    }
    const waiting = inOrder(bids).filter((bid) => after === null || idOf(bid) > after);
    let given = after;
    do {
      const part = waiting.splice(0, PAGE_BIDS);
      const items = await readAll(context, part);
      const last = part.at(-1);
      given = last ? idOf(last) : given;
      yield {
        items: [...faults.splice(0), ...items],
        resume: waiting.length === 0 || given === null ? null : resume.write({ after: given }),
        watermark: null,
        calls: context.run.takeCalls(),
      };
    } while (waiting.length > 0);
  },
};

function idOf({ account, row }: FoundBid): string {
  return bidId(account, row);
}

function inOrder(bids: readonly FoundBid[]): FoundBid[] {
  return bids.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** The details of several bids, a few at a time. @throws VendorError when not one of many can be had */
async function readAll(context: FeedContext, bids: readonly FoundBid[]): Promise<PulledItem[]> {
  const items: PulledItem[] = [];
  const refusals: Error[] = [];
  for (let at = 0; at < bids.length; at += AT_ONCE) {
    const read = await Promise.all(bids.slice(at, at + AT_ONCE).map((bid) => readBid(context, bid)));
    items.push(...read.map(({ item }) => item));
    refusals.push(...read.flatMap((each) => ('refusal' in each ? [each.refusal] : [])));
    const [first] = refusals;
    if (first && refusals.length >= TOO_MANY_REFUSALS && refusals.length === items.length) throw first;
  }
  return items;
}
