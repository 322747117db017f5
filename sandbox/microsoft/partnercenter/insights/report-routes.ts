import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import type { JsonObject } from '../../common/json.ts';
import type { Route } from '../../common/router.ts';
import { parseInstant, wholeSeconds } from '../../common/time.ts';
import { InsightsError } from './insights-answer.ts';
import { InsightsBody, found } from './insights-call.ts';
import type { InsightsCall } from './insights-call.ts';
import { readPeriod, storedQuery } from './query-routes.ts';
import { reportStatus } from './report.ts';
import type { Report } from './report.ts';

const BASE = '/partnercenter/insights/v1/mpn/ScheduledReport';
type Params = Readonly<Record<string, string>>;

/** Hours between runs that are allowed. */
const INTERVAL = { least: 4, most: 2160 } as const;

function wireReport(call: InsightsCall, report: Report): JsonObject {
  return {
    reportId: report.id,
    reportName: report.name,
    description: report.description,
    queryId: report.query.id,
    query: report.query.query,
    user: report.user,
    createdTime: wholeSeconds(report.createdAt),
    modifiedTime: wholeSeconds(report.modifiedAt),
    executeNow: report.executeNow,
    startTime: wholeSeconds(report.startsAt),
    reportStatus: reportStatus(report, call.world.settings),
    recurrenceInterval: report.interval,
    recurrenceCount: report.count,
    callbackUrl: report.callbackUrl,
    callbackMethod: report.callbackMethod,
    format: report.format,
  };
}

/** One word of a list, whatever its letter case; the first when it was left out. */
function oneWord<T extends string>(body: InsightsBody, name: string, words: readonly [T, ...T[]]): T {
  const given = body.optionalText(name);
  if (given === null) return words[0];
  const word = words.find((known) => known.toLowerCase() === given.toLowerCase());
  if (word) return word;
  throw new InsightsError(400, `${name}: expected ${words.join(' or ')}, got '${given}'`);
}

function startOf(body: InsightsBody): number {
  const text = body.text('StartTime');
  const start = parseInstant(text);
  if (start === null) throw new InsightsError(400, `StartTime: expected a UTC date-time, got '${text}'`);
  return start;
}

function requiredInterval(body: InsightsBody): number {
  const interval = body.whole('RecurrenceInterval', INTERVAL.least, INTERVAL.most);
  if (interval === null) throw new InsightsError(400, 'RecurrenceInterval is required.');
  return interval;
}

function newReport(call: InsightsCall, body: InsightsBody): Report {
  const now = call.world.settings.now();
  const executeNow = body.get('ExecuteNow') === true;
  const period = readPeriod(body.optionalText('QueryStartTime'), body.optionalText('QueryEndTime'));
  if (period && !executeNow) throw new InsightsError(400, 'QueryStartTime and QueryEndTime need ExecuteNow.');
  const count = executeNow ? null : body.whole('RecurrenceCount', 1, 10_000);
  // ExecuteNow ignores the start and the recurrence. A start in the past means the next moment.
  const startsAt = executeNow ? now : Math.max(now, startOf(body));
  return {
    id: call.session.tenant.insights.newId('report'),
    query: storedQuery(call, body.text('QueryId')),
    user: call.session.email,
    createdAt: now,
    modifiedAt: now,
    redacted: call.redacted,
    period,
    executions: [],
    executeNow,
    name: body.text('ReportName'),
    description: body.optionalText('Description') ?? '',
    format: oneWord(body, 'Format', ['csv', 'tsv']),
    callbackUrl: body.optionalText('CallbackUrl'),
    callbackMethod: oneWord(body, 'CallbackMethod', ['POST', 'GET']),
    startsAt,
    interval: executeNow ? null : requiredInterval(body),
    count,
    runsLeft: executeNow ? 1 : count,
    nextRunAt: startsAt,
    paused: false,
  };
}

function createReport(call: InsightsCall): SandboxResponse {
  const report = newReport(call, new InsightsBody(call.request));
  call.session.tenant.insights.save(report);
  return found(call, [wireReport(call, report)], 'Report created successfully');
}

function listReports(call: InsightsCall): SandboxResponse {
  const { query: asked } = call.request;
  const [id, name, queryId] = [asked.get('reportId'), asked.get('reportName'), asked.get('queryId')];
  const reports = call.session.tenant.insights
    .reports()
    .filter((report) => id === null || report.id === id.toLowerCase())
    .filter((report) => name === null || report.name === name)
    .filter((report) => queryId === null || report.query.id === queryId.toLowerCase());
  if (id !== null && reports.length === 0) throw new InsightsError(404, `Report '${id}' was not found.`);
  return found(
    call,
    reports.map((report) => wireReport(call, report)),
    'Reports fetched successfully',
  );
}

/** The report of an id. @throws InsightsError 404 */
export function storedReport(call: InsightsCall, params: Params): Report {
  const id = params['id'] ?? '';
  const report = call.session.tenant.insights.report(id);
  if (report) return report;
  throw new InsightsError(404, `Report '${id}' was not found.`);
}

function updateReport(call: InsightsCall, params: Params): SandboxResponse {
  const report = storedReport(call, params);
  const body = new InsightsBody(call.request);
  const now = call.world.settings.now();
  const changes = {
    name: body.text('ReportName'),
    description: body.optionalText('Description') ?? report.description,
    startsAt: Math.max(now, startOf(body)),
    interval: body.whole('RecurrenceInterval', INTERVAL.least, INTERVAL.most) ?? report.interval,
    count: body.whole('RecurrenceCount', 1, 10_000) ?? report.count,
    format: body.get('Format') === null ? report.format : oneWord(body, 'Format', ['csv', 'tsv']),
    callbackUrl: body.optionalText('CallbackUrl') ?? report.callbackUrl,
    callbackMethod:
      body.get('CallbackMethod') === null ? report.callbackMethod : oneWord(body, 'CallbackMethod', ['POST', 'GET']),
  };
  Object.assign(report, changes, { modifiedAt: now, runsLeft: changes.count, nextRunAt: changes.startsAt });
  call.session.tenant.insights.save(report);
  return found(call, [wireReport(call, report)], 'Report updated successfully');
}

function deleteReport(call: InsightsCall, params: Params): SandboxResponse {
  const report = storedReport(call, params);
  call.session.tenant.insights.removeReport(report.id);
  return found(call, [wireReport(call, report)], 'Report deleted successfully');
}

function setPaused(call: InsightsCall, params: Params, paused: boolean): SandboxResponse {
  const report = storedReport(call, params);
  report.paused = paused;
  report.modifiedAt = call.world.settings.now();
  call.session.tenant.insights.save(report);
  return found(call, [wireReport(call, report)], paused ? 'Report paused successfully' : 'Report resumed successfully');
}

/** Reports, one-off and scheduled. */
export const REPORT_ROUTES: readonly Route<InsightsCall>[] = [
  { operation: 'insights.reports.list', method: 'GET', path: BASE, write: false, handle: listReports },
  { operation: 'insights.reports.create', method: 'POST', path: BASE, write: true, handle: createReport },
  { operation: 'insights.reports.update', method: 'PUT', path: `${BASE}/:id`, write: true, handle: updateReport },
  { operation: 'insights.reports.delete', method: 'DELETE', path: `${BASE}/:id`, write: true, handle: deleteReport },
  {
    operation: 'insights.reports.pause',
    method: 'PUT',
    path: `${BASE}/pause/:id`,
    write: true,
    handle: (call, params) => setPaused(call, params, true),
  },
  {
    operation: 'insights.reports.resume',
    method: 'PUT',
    path: `${BASE}/resume/:id`,
    write: true,
    handle: (call, params) => setPaused(call, params, false),
  },
];
