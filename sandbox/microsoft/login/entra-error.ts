import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../common/answers.ts';

/** What the token endpoint refuses with. The AADSTS numbers are the widely known ones `[GEN]`. */
export class EntraError extends Error {
  readonly status: number;
  readonly error: string;
  readonly number: number;

  constructor(status: number, error: string, number: number, description: string) {
    super(`AADSTS${number}: ${description}`);
    this.status = status;
    this.error = error;
    this.number = number;
  }
}

/** The trace and correlation ids and the time an error envelope carries. */
export interface EntraTrace {
  readonly traceId: string;
  readonly correlationId: string;
  /** `2026-04-02 10:15:03Z` */
  readonly timestamp: string;
}

/** Entra's error envelope `[GEN]`. */
export function entraErrorAnswer(error: EntraError, trace: EntraTrace): SandboxResponse {
  return jsonAnswer(error.status, {
    error: error.error,
    error_description: `${error.message} Trace ID: ${trace.traceId} Correlation ID: ${trace.correlationId} Timestamp: ${trace.timestamp}`,
    error_codes: [error.number],
    timestamp: trace.timestamp,
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
  });
}
