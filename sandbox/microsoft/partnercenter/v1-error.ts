import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../common/answers.ts';

/** A refusal of the Partner Center REST API; codes from `[SDKD error-codes.md]`. */
export class V1Error extends Error {
  readonly status: number;
  readonly code: number;
  /** Help links and the like. */
  readonly data: readonly string[];

  constructor(status: number, code: number, description: string, data: readonly string[] = []) {
    super(description);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** The second of the vendor's error envelopes: `{code, description, data, source}`, the code a number as in the samples. */
export function v1ErrorAnswer(error: V1Error): SandboxResponse {
  return jsonAnswer(error.status, {
    code: error.code,
    description: error.message,
    data: error.data,
    source: 'PartnerFD',
  });
}

/** The third shape, of the gateway before the API `[SDKD api-throttling-guidance.md]`. */
export function tooManyRequests(seconds: number): SandboxResponse {
  const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
  return jsonAnswer(429, { statusCode: 429, message }, { 'retry-after': String(seconds) });
}

/** HTTP 401 carries the code 400, "Access denied". */
export const accessDenied = (): V1Error => new V1Error(401, 400, 'Access denied');
