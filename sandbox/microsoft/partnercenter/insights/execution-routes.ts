import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import type { JsonObject } from '../../common/json.ts';
import type { Route } from '../../common/router.ts';
import { DAY, wholeSeconds } from '../../common/time.ts';
import { InsightsError } from './insights-answer.ts';
import { found } from './insights-call.ts';
import type { InsightsCall } from './insights-call.ts';
import { EXECUTION_STATES, finishedAt, stateOf } from './report.ts';
import type { Execution, ExecutionState, Report } from './report.ts';
import { storedReport } from './report-routes.ts';

/** How far back a list of all executions reaches. */
const HISTORY = 90 * DAY;

function wireExecution(call: InsightsCall, report: Report, execution: Execution): JsonObject {
  const { settings } = call.world;
  const state = stateOf(report, execution, settings);
  const completed = state === 'Completed';
  const file = `/blob/insights/${call.session.tenant.account.tenantId}/${execution.id}.${report.format}`;
  return {
    executionId: execution.id,
    reportId: report.id,
    recurrenceInterval: report.interval,
    recurrenceCount: report.count,
    callbackUrl: report.callbackUrl,
    callbackMethod: report.callbackMethod,
    format: report.format,
    executionStatus: state,
    reportLocation: null,
    reportAccessSecureLink: completed ? call.world.blobs.sign(call.request.origin, file) : null,
    reportExpiryTime: null,
    reportGeneratedTime: completed ? wholeSeconds(finishedAt(execution, settings)) : null,
  };
}

/** The wanted states, joined by `;`; Completed when none is named. @throws InsightsError 400 */
function wantedStates(call: InsightsCall): readonly ExecutionState[] {
  const asked = call.request.query.get('executionStatus');
  if (asked === null) return call.world.settings.unfinishedReport === 'listed' ? EXECUTION_STATES : ['Completed'];
  return asked.split(';').map((word) => {
    const state = EXECUTION_STATES.find((known) => known.toLowerCase() === word.trim().toLowerCase());
    if (state) return state;
    throw new InsightsError(400, `executionStatus: expected ${EXECUTION_STATES.join(', ')}, got '${word}'`);
  });
}

function listExecutions(call: InsightsCall, params: Readonly<Record<string, string>>): SandboxResponse {
  const report = storedReport(call, params);
  const { settings } = call.world;
  const { query: asked } = call.request;
  const id = asked.get('executionId');
  const states = wantedStates(call);
  const fitting = report.executions
    .filter((execution) => id === null || execution.id === id.toLowerCase())
    .filter((execution) => execution.startedAt >= settings.now() - HISTORY)
    .filter((execution) => states.includes(stateOf(report, execution, settings)))
    .reverse();
  if (fitting.length === 0) throw new InsightsError(404, 'No execution of the report was found.');
  const latest = (asked.get('getLatestExecution') ?? 'true').toLowerCase() !== 'false';
  const value = (latest ? fitting.slice(0, 1) : fitting).map((execution) => wireExecution(call, report, execution));
  return found(call, value);
}

/** Executions of a report: 404 until the first one completed. */
export const EXECUTION_ROUTES: readonly Route<InsightsCall>[] = [
  {
    operation: 'insights.executions.list',
    method: 'GET',
    path: '/partnercenter/insights/v1/mpn/ScheduledReport/execution/:id',
    write: false,
    handle: listExecutions,
  },
];
