import { HOUR } from '../../common/time.ts';
import type { StoredQuery } from './insights-store.ts';
import type { Period } from './query/timespan.ts';

export const EXECUTION_STATES = ['Pending', 'Running', 'Paused', 'Completed'] as const;
export type ExecutionState = (typeof EXECUTION_STATES)[number];

export interface Execution {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** A report, one-off or scheduled. Instants are milliseconds since 1970. */
export interface Report {
  readonly id: string;
  readonly query: StoredQuery;
  readonly user: string;
  readonly createdAt: number;
  readonly redacted: boolean;
  /** Period that overrides the query's TIMESPAN; null for none. */
  readonly period: Period | null;
  readonly executions: Execution[];
  readonly executeNow: boolean;
  name: string;
  description: string;
  format: 'csv' | 'tsv';
  callbackUrl: string | null;
  callbackMethod: 'GET' | 'POST';
  modifiedAt: number;
  startsAt: number;
  /** Hours between runs; null for a one-off report. */
  interval: number | null;
  count: number | null;
  /** Runs still to come; null for no end. */
  runsLeft: number | null;
  nextRunAt: number | null;
  paused: boolean;
}

export interface ReportClock {
  readonly now: () => number;
  /** From the start of an execution to its completion, in milliseconds. */
  readonly reportDelayMs: number;
}

/** Starts the executions that are due. While the report is paused its runs are skipped. */
export function advance(report: Report, now: number, newId: () => string): void {
  while (report.nextRunAt !== null && report.nextRunAt <= now) {
    if (!report.paused) {
      report.executions.push({ id: newId(), startedAt: report.nextRunAt });
      if (report.runsLeft !== null) report.runsLeft -= 1;
    }
    const over = report.interval === null || report.runsLeft === 0;
    report.nextRunAt = over ? null : report.nextRunAt + (report.interval ?? 0) * HOUR;
  }
}

export function finishedAt(execution: Execution, clock: ReportClock): number {
  return execution.startedAt + clock.reportDelayMs;
}

/** Pending for the first third of the delay, then Running, then Completed. */
export function stateOf(report: Report, execution: Execution, clock: ReportClock): ExecutionState {
  const waited = clock.now() - execution.startedAt;
  if (waited >= clock.reportDelayMs) return 'Completed';
  if (report.paused) return 'Paused';
  return waited * 3 < clock.reportDelayMs ? 'Pending' : 'Running';
}

/** `Active` while runs are to come or one is under way. */
export function reportStatus(report: Report, clock: ReportClock): 'Paused' | 'Active' | 'Inactive' {
  if (report.paused) return 'Paused';
  const last = report.executions.at(-1);
  const busy = last !== undefined && finishedAt(last, clock) > clock.now();
  return report.nextRunAt !== null || busy ? 'Active' : 'Inactive';
}
