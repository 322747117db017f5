import { AwsError, ERROR_STATUS, type ErrorName } from './errors.ts';

/** The documented error for an HTTP status, and the reason that account (benefits: validation) demands with it. */
const BY_STATUS: Readonly<Record<number, readonly [name: ErrorName, reason: string]>> = {
  400: ['ValidationException', 'other'],
  401: ['AccessDeniedException', 'ACCESS_DENIED'],
  402: ['ServiceQuotaExceededException', 'LIMIT_EXCEEDED_NUMBER_OF_EMAIL'],
  403: ['AccessDeniedException', 'ACCESS_DENIED'],
  404: ['ResourceNotFoundException', 'PARTNER_NOT_FOUND'],
  409: ['ConflictException', 'INCOMPATIBLE_PROFILE_STATE'],
  429: ['ThrottlingException', ''],
  500: ['InternalServerException', ''],
  503: ['ServiceUnavailableException', ''],
};

/**
 * The error that stands for an injected status; a status without an error of its own is told as the nearest.
 * The HTTP status of the answer is the injected one all the same.
 */
export function injectedError(status: number): AwsError {
  const nearest = status < 500 ? 400 : 500;
  const [name, reason] = BY_STATUS[status] ?? BY_STATUS[nearest] ?? ['InternalServerException', ''];
  const message = ERROR_STATUS[name] === status ? 'Injected fault.' : `Injected fault ${status}.`;
  const subject = { resourceId: 'injected', resourceType: 'INJECTED', quotaCode: 'INJECTED' };
  return new AwsError(name, message, { ...subject, ...(reason ? { reason } : {}) });
}
