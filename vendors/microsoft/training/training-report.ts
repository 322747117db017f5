import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { unreadable } from '../client/answer-json.ts';
import { pollUntil } from '../exports/poll.ts';
import { notMade, type Errand, type Ticket } from '../exports/ticket.ts';
import type { FeedContext } from '../feed.ts';
import { VENDOR } from '../facts.ts';
import { fold } from '../wire/texts.ts';
import { executionShape, readInsights, reportShape, type Execution } from './insights-wire.ts';

const BASE = '/insights/v1/mpn/ScheduledReport';

/** How long one run waits for the report; a later run goes on with the same report. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Orders the report, to be made at once. `StartTime` and `RecurrenceInterval` are required members that
 * `ExecuteNow` makes the service ignore [PCD insights-programmatic-*.md].
 */
export async function orderReport(context: FeedContext, queryId: string): Promise<Ticket> {
  const operation = 'insights.createReport';
  const askedAt = context.clock.now().toISOString();
  const body = {
    ReportName: `partnergraph-training-${askedAt}`,
    Description: 'Certifications for Partnergraph, without names',
    QueryId: queryId,
    StartTime: askedAt.replace(/\.\d{3}Z$/, 'Z'),
    ExecuteNow: true,
    RecurrenceInterval: 24,
    Format: 'CSV',
  };
  const answer = await context.insights.call({ operation, method: 'POST', path: BASE, body }, context.run);
  const report = readInsights(reportShape, answer.body, operation).value[0];
  if (!report) throw unreadable(operation, '/value: expected the report, got nothing');
  return { id: report.reportid, askedAt, done: 0 };
}

/**
 * Waits for the report.
 * @returns the pre-signed link to it, or null when it is not ready within this run's patience
 */
export function awaitReport(context: FeedContext, errand: Errand): Promise<string | null> {
  const patience = { clock: context.clock, signal: context.run.signal, patienceMs: PATIENCE_MS };
  return pollUntil(patience, () => lookForReport(context, errand));
}

/** Not ready shows as 404 by the documents, and as 200 with another status in practice [PY]: both are "not yet". */
async function lookForReport(context: FeedContext, errand: Errand): Promise<string | null> {
  const operation = 'insights.execution';
  const path = `${BASE}/execution/${encodeURIComponent(errand.ticket.id)}`;
  const answer = await context.insights.call({ operation, method: 'GET', path, accepts: [404] }, context.run);
  if (answer.status === 404) return null;
  const executions = readInsights(executionShape, answer.body, operation);
  const completed = executions.value.find((execution) => fold(execution.executionstatus) === 'completed');
  if (!completed) {
    if (executions.value.some(hasFailed)) throw notMade(errand, { feed: 'training', operation });
    return null;
  }
  if (executions.redacted) throw hiddenColumns(operation);
  if (!completed.reportaccesssecurelink) {
    throw unreadable(operation, '/value/0/reportAccessSecureLink: expected a link, got nothing');
  }
  return completed.reportaccesssecurelink;
}

/** No failed state is documented; one that says so by name will not complete any more. */
function hasFailed(execution: Execution): boolean {
  return /fail|error|cancel/i.test(execution.executionstatus ?? '');
}

function hiddenColumns(operation: string): VendorError {
  return new VendorError({
    vendor: VENDOR,
    kind: 'refused',
    publicMessage: "Microsoft hides columns of the training report from this sign-in's role",
    operation,
  });
}

/** Where the report is removed once it was read. */
export function reportPath(ticket: Ticket): string {
  return `${BASE}/${encodeURIComponent(ticket.id)}`;
}
