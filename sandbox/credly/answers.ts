import type { SandboxResponse } from '../kernel/stand-in.ts';

/** A refusal, thrown by handlers and answered as `{"data": {"message": …}}`. */
export class CredlyError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Headers = Readonly<Record<string, string>>;

export function jsonAnswer(status: number, body: unknown, headers: Headers = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The form that clients in use read; the vendor's OpenAPI model has a list `errors` instead. */
export function errorAnswer(error: CredlyError, headers: Headers = {}): SandboxResponse {
  return jsonAnswer(error.status, { data: { message: error.message } }, headers);
}
