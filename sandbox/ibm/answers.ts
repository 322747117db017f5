import type { SandboxResponse } from '../kernel/stand-in.ts';

/** A refusal, thrown by handlers; each of the two hosts has a form of its own for it. */
export class IbmError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A 400 that names the parameter. */
export function badRequest(parameter: string, problem: string): IbmError {
  return new IbmError(400, 'bad_request', `${parameter}: ${problem}`);
}

type Headers = Readonly<Record<string, string>>;

export function jsonAnswer(status: number, body: unknown, headers: Headers = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The token service's form: the last of the places in which the vendor's client looks for a message. */
export function iamErrorAnswer(error: IbmError, headers: Headers = {}): SandboxResponse {
  return jsonAnswer(error.status, { errorCode: error.code, errorMessage: error.message }, headers);
}

/** The partner API's form: the first of the places in which the vendor's client looks for a message. */
export function partnerErrorAnswer(error: IbmError, headers: Headers = {}): SandboxResponse {
  return jsonAnswer(error.status, { errors: [{ code: error.code, message: error.message }] }, headers);
}
