import type { SandboxResponse } from '../kernel/stand-in.ts';

/** What the gateway says to a key that is over its requests a second; it answers 403, not 429. */
export const OVER_QPS = 'ERR_403_DEVELOPER_OVER_QPS';

/** A refusal, thrown by handlers and answered as `{error, error_description}`. */
export class CiscoError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

/** A 400 that names the parameter. */
export function badRequest(parameter: string, problem: string): CiscoError {
  return new CiscoError(400, 'invalid_request', `${parameter}: ${problem}`);
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The only JSON error shape that is known is that of the token endpoint; the gateway's own is assumed to be alike. */
export function errorAnswer(error: CiscoError, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return jsonAnswer(error.status, { error: error.error, error_description: error.message }, headers);
}

/** The code stands in a header and in the body, since the documents name the code but not its place. */
export function overQpsAnswer(headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return {
    status: 403,
    headers: { 'content-type': 'text/xml', 'x-mashery-error-code': OVER_QPS, ...headers },
    body: `<h1>${OVER_QPS}</h1>`,
  };
}
