import { unreadable } from '../client/answer-json.ts';
import { pollUntil } from '../exports/poll.ts';
import { notMade, type Errand, type Ticket } from '../exports/ticket.ts';
import type { FeedContext } from '../feed.ts';
import { startOver } from '../wire/resume.ts';
import { fold } from '../wire/texts.ts';
import { readExportState, readOrderId } from './payouts-wire.ts';
import { earningWindow } from './window.ts';

const BASE = '/v1.0/payouts/transactionhistory';

/** Making an export may take a day, so a run waits only for the quick ones; the next run looks again. */
const PATIENCE_MS = 60_000;

/** Queues an export of the earnings of the window, without a body [PAY]. */
export async function orderExport(context: FeedContext): Promise<Ticket> {
  const operation = 'payouts.export';
  const now = context.clock.now();
  const { from, to } = earningWindow(now);
  const filter = encodeURIComponent(`earningForDate ge ${from} and earningForDate le ${to}`);
  const path = `${BASE}?$filter=${filter}`;
  const answer = await context.partner.call({ operation, method: 'POST', path }, context.run);
  const id = readOrderId(answer.body, operation);
  if (!id) throw unreadable(operation, '/value/0/requestId: expected string, got nothing');
  return { id, askedAt: now.toISOString(), done: 0 };
}

/**
 * Waits a little for the export.
 * @returns the pre-signed link to the zip, or null when it is still being made
 */
export function awaitExport(context: FeedContext, errand: Errand): Promise<string | null> {
  const patience = { clock: context.clock, signal: context.run.signal, patienceMs: PATIENCE_MS };
  return pollUntil(patience, () => lookForExport(context, errand));
}

async function lookForExport(context: FeedContext, errand: Errand): Promise<string | null> {
  const operation = 'payouts.status';
  const path = exportPath(errand.ticket);
  const answer = await context.partner.call({ operation, method: 'GET', path, accepts: [404] }, context.run);
  if (answer.status === 404) {
    // A request that was made a moment ago may not be there yet; one of an earlier run was removed.
    if (errand.resumed) throw startOver('payouts', 'Microsoft no longer knows the export');
    return null;
  }
  const { status, link } = readExportState(answer.body, operation);
  if (/fail|error|cancel/i.test(status ?? '')) throw notMade(errand, { feed: 'payouts', operation });
  if (fold(status) !== 'completed') return null;
  if (!link) throw unreadable(operation, '/value/0/blobLocation: expected a link, got nothing');
  return link;
}

/** Where the state of the export is, and where it is removed once it was read. */
export function exportPath(ticket: Ticket): string {
  return `${BASE}/${encodeURIComponent(ticket.id)}`;
}
