/** One field of a ValidationException. `field` is a dotted path of member names, `code` one of the models' codes. */
export interface Problem {
  readonly field: string;
  readonly message: string;
  readonly code: ProblemCode;
}

/** `ValidationExceptionErrorCode` of selling and benefits [M-sel][M-ben]. */
export type ProblemCode =
  | 'REQUIRED_FIELD_MISSING'
  | 'INVALID_ENUM_VALUE'
  | 'INVALID_STRING_FORMAT'
  | 'INVALID_VALUE'
  | 'NOT_ENOUGH_VALUES'
  | 'TOO_MANY_VALUES'
  | 'INVALID_RESOURCE_STATE'
  | 'DUPLICATE_KEY_VALUE'
  | 'VALUE_OUT_OF_RANGE'
  | 'ACTION_NOT_PERMITTED';

/** HTTP status of each error [SDK-sel][SDK-ben][SDK-acc][SDK-chn]; the last six are errors of every AWS service. */
export const ERROR_STATUS = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
  UnknownOperationException: 400,
  SerializationException: 400,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
} as const;
export type ErrorName = keyof typeof ERROR_STATUS;

/** What an error carries besides its name and message. */
export interface ErrorDetails {
  readonly problems?: readonly Problem[];
  /** True for rules of the business, false for rules of the model. */
  readonly business?: boolean;
  /** The `Reason` of the account service, where it has one for the case. */
  readonly reason?: string;
  readonly resourceId?: string;
  readonly resourceType?: string;
  readonly quotaCode?: string;
}

/** An error that a service answers with. `dispatch` turns it into the service's own body. */
export class AwsError extends Error {
  readonly errorName: ErrorName;
  readonly details: ErrorDetails;

  constructor(errorName: ErrorName, message: string, details: ErrorDetails = {}) {
    super(message);
    this.errorName = errorName;
    this.details = details;
  }
}

/** The request breaks rules of the model: one problem a field. */
export function invalidRequest(problems: readonly Problem[]): AwsError {
  return new AwsError('ValidationException', 'The request could not be completed.', { problems, business: false });
}

/** The request is well formed and breaks rules of the business. */
export function refused(problems: readonly Problem[]): AwsError {
  return new AwsError('ValidationException', 'The request could not be completed.', { problems, business: true });
}

/** Nothing of this kind has this id in the caller's account and catalogue. */
export function notFound(resourceType: string, resourceId: string, reason?: string): AwsError {
  const details = { resourceType, resourceId, ...(reason === undefined ? {} : { reason }) };
  return new AwsError('ResourceNotFoundException', `${resourceType} ${resourceId} was not found.`, details);
}
