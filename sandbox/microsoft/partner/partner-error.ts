import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../common/answers.ts';

export interface PartnerErrorDetail {
  /** What the error is about: a member, a query option. */
  readonly target?: string;
  readonly inner?: { readonly code: string; readonly message: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of the host `api.partner.microsoft.com`; codes from `[PR20 error-codes.md]`. */
export class PartnerError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: PartnerErrorDetail;

  constructor(status: number, code: string, message: string, detail: PartnerErrorDetail = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** A 400 that names what is wrong. @param target the member or query option */
export function invalidRequest(target: string, message: string): PartnerError {
  return new PartnerError(400, 'invalidRequest', message, { target });
}

/** The first of the vendor's error envelopes: `{"error":{…}}`. */
export function partnerErrorAnswer(error: PartnerError): SandboxResponse {
  const { target, inner, headers } = error.detail;
  const body = {
    code: error.code,
    message: error.message,
    ...(target === undefined ? {} : { target }),
    ...(inner === undefined ? {} : { innerError: inner }),
  };
  return jsonAnswer(error.status, { error: body }, headers);
}

const FAULT_CODES: Readonly<Record<number, string>> = {
  400: 'invalidRequest',
  401: 'unauthenticated',
  403: 'accessDenied',
  404: 'itemNotFound',
  409: 'resourceModified',
  412: 'preconditionFailed',
  429: 'serviceNotAvailable',
  503: 'serviceNotAvailable',
};

/** The code that belongs to a status; the published list has none for the rest, 423 included. */
export function faultCode(status: number): string {
  return FAULT_CODES[status] ?? 'generalException';
}
