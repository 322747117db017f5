import type { SandboxResponse } from '../kernel/stand-in.ts';

/** A member of the request that was refused. */
export interface RefusedField {
  readonly field: string;
  readonly message: string;
  readonly value: string | null;
}

/** A refusal, thrown by handlers and answered in the list `errors`. */
export class IngramError extends Error {
  readonly status: number;
  readonly type: string;
  readonly fields: readonly RefusedField[];

  /** @param type the path that the vendor gives for a kind of error: `/errors/validation-failed` */
  constructor(status: number, type: string, refused: { message: string; fields?: readonly RefusedField[] }) {
    super(refused.message);
    this.status = status;
    this.type = type;
    this.fields = refused.fields ?? [];
  }
}

/** A 400 that names every refused member. */
export function invalid(fields: readonly RefusedField[]): IngramError {
  return new IngramError(400, '/errors/validation-failed', { message: 'The request is not valid.', fields });
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** @param traceid the correlation id of the request, as the vendor's traces repeat it */
export function errorAnswer(
  error: IngramError,
  traceid: string,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  const { type, message, fields } = error;
  return jsonAnswer(error.status, { errors: [{ traceid, type, message, fields }] }, headers);
}
