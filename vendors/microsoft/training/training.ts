import { utcDate } from '../../../platform/records/dates.ts';
import { filePages, ticketPage } from '../exports/pages.ts';
import { checkAge, ticketShape } from '../exports/ticket.ts';
import { tidyAway } from '../exports/tidy.ts';
import type { Feed } from '../feed.ts';
import { readCsv } from '../wire/csv.ts';
import { resumeCodec } from '../wire/resume.ts';
import { toCertificationItems } from './certification-records.ts';
import { ensureTrainingQuery } from './training-query.ts';
import { awaitReport, orderReport, reportPath } from './training-report.ts';
import { readTrainingRows } from './training-rows.ts';

/** A report older than this is no longer read: another is ordered. */
const MAX_AGE_HOURS = 24;

const resume = resumeCodec('training', ticketShape);

/**
 * Certifications of the partner's people, from the Insights report `TrainingCompletions`: ordered, waited for and read
 * as a file. A run that can't wait any longer ends after a page that carries the report's ticket: unfinished, no error.
 */
export const trainingFeed: Feed = {
  facts: {
    name: 'training',
    area: 'CERTIFICATION',
    kinds: ['certification'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    const resumed = request.resumeFrom !== null;
    const ticket = resumed
      ? resume.read(request.resumeFrom)
      : await orderReport(context, await ensureTrainingQuery(context));
    checkAge(ticket, context.clock.now(), { feed: 'training', maxHours: MAX_AGE_HOURS });
    yield ticketPage(ticket, resume.write, context.run);
    const link = await awaitReport(context, { ticket, resumed });
    if (link === null) return;
    const operation = 'insights.download';
    const table = readCsv(await context.download(link, operation, context.run), operation);
    const reader = { connectionId: context.connectionId, today: utcDate(context.clock.now()) };
    const items = toCertificationItems(readTrainingRows(table, operation), reader, table.width);
    yield* filePages(items, { ticket, write: resume.write, run: context.run });
    await tidyAway(context, context.insights, { operation: 'insights.deleteReport', path: reportPath(ticket) });
  },
};
