import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { PulledItem, PulledPage } from '../../../platform/vendor/contract.ts';
import type { Ticket } from './ticket.ts';

/** Items on one page of a file: small enough to store in one go. */
const PAGE_ITEMS = 500;

/**
 * The page that holds no items but the ticket: whoever stops after it, and be it for a day, goes on with the same file.
 */
export function ticketPage(ticket: Ticket, write: (ticket: Ticket) => string, run: CallRun): PulledPage {
  return { items: [], resume: write(ticket), watermark: null, calls: run.takeCalls() };
}

/** Cuts a whole file's items into pages, going on after those that earlier pages brought. */
export function* filePages(
  items: readonly PulledItem[],
  from: { readonly ticket: Ticket; readonly write: (ticket: Ticket) => string; readonly run: CallRun },
): Generator<PulledPage> {
  let { done } = from.ticket;
  do {
    const part = items.slice(done, done + PAGE_ITEMS);
    done += part.length;
    const last = done >= items.length;
    yield {
      items: part,
      resume: last ? null : from.write({ ...from.ticket, done }),
      watermark: null,
      calls: from.run.takeCalls(),
    };
  } while (done < items.length);
}
