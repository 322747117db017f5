import { unreadable } from '../client/answer-json.ts';
import { filePages, ticketPage } from '../exports/pages.ts';
import { checkAge, ticketShape } from '../exports/ticket.ts';
import { tidyAway } from '../exports/tidy.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import type { Feed } from '../feed.ts';
import { readCsv } from '../wire/csv.ts';
import { resumeCodec } from '../wire/resume.ts';
import { unzip } from '../wire/zip.ts';
import { isBenefit, toBenefitItem } from './benefit-records.ts';
import { readEarningRows } from './earning-rows.ts';
import { sumEarnings } from './earnings.ts';
import { awaitExport, exportPath, orderExport } from './transaction-export.ts';

/** Making an export takes up to 24 hours [PAY]; half a day later it is given up. */
const MAX_AGE_HOURS = 36;

const resume = resumeCodec('payouts', ticketShape);

/**
 * Rebate and co-op earnings from the payouts export. An export that is still being made ends the run after a page that
 * carries its ticket: unfinished, no error; the next run looks at the same export.
 */
export const payoutsFeed: Feed = {
  facts: {
    name: 'payouts',
    area: 'BENEFIT',
    kinds: ['benefit'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    const resumed = request.resumeFrom !== null;
    const ticket = resumed ? resume.read(request.resumeFrom) : await orderExport(context);
    checkAge(ticket, context.clock.now(), { feed: 'payouts', maxHours: MAX_AGE_HOURS });
    yield ticketPage(ticket, resume.write, context.run);
    const link = await awaitExport(context, { ticket, resumed });
    if (link === null) return;
    const operation = 'payouts.download';
    const items = readEarnings(await context.download(link, operation, context.run), operation);
    yield* filePages(items, { ticket, write: resume.write, run: context.run });
    await tidyAway(context, context.partner, { operation: 'payouts.deleteExport', path: exportPath(ticket) });
  },
};

/**
 * All earnings in an archive, over all its CSV files together.
 * @throws VendorError `upstream_error` when archive or files can't be read
 */
export function readEarnings(archive: Uint8Array, operation: string): PulledItem[] {
  const files = unzip(archive, operation).filter((file) => file.name.toLowerCase().endsWith('.csv'));
  if (files.length === 0) throw unreadable(operation, 'the archive holds no CSV file');
  const parts = files.map((file) => readEarningRows(readCsv(file.content, operation), operation));
  const sums = sumEarnings(parts.flatMap((part) => part.rows)).filter(isBenefit);
  return [...parts.flatMap((part) => part.faults), ...sums.map(toBenefitItem)];
}
