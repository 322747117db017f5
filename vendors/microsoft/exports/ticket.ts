import { z } from 'zod';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { unreadable } from '../client/answer-json.ts';
import { startOver } from '../wire/resume.ts';

/** Where a run stands that reads a file which Microsoft makes on request. */
export const ticketShape = z.object({
  /** The report or export that was asked for. */
  id: z.string().min(1),
  /** Instant it was asked for. */
  askedAt: z.string(),
  /** Items of the file that earlier pages brought. */
  done: z.number().int().min(0),
});

export type Ticket = z.infer<typeof ticketShape>;

const HOUR_MS = 3_600_000;

/**
 * A file that was asked for long ago is stale, or will never come.
 * @throws VendorError `resume_rejected` when the ticket is older than `maxHours`
 */
export function checkAge(
  ticket: Ticket,
  now: Date,
  limits: { readonly feed: string; readonly maxHours: number },
): void {
  const age = now.getTime() - Date.parse(ticket.askedAt);
  if (age <= limits.maxHours * HOUR_MS) return;
  throw startOver(limits.feed, `what was asked for more than ${limits.maxHours} hours ago is of no use any more`);
}

/** What a feed asked Microsoft to make, and whether this run or an earlier one asked. */
export interface Errand {
  readonly ticket: Ticket;
  readonly resumed: boolean;
}

/**
 * Microsoft says that it did not make the file. Only a later run asks again: asking again at once would hammer a
 * service that can't do it.
 */
export function notMade(errand: Errand, names: { readonly feed: string; readonly operation: string }): VendorError {
  if (errand.resumed) return startOver(names.feed, 'the file that was asked for was not made');
  return unreadable(names.operation, 'the file that was asked for was not made');
}
