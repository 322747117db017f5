import { ERROR_STATUS, type AwsError, type Problem, type ProblemCode } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import type { Service, ServiceName } from './services.ts';

/** `FieldValidationCode` of account has fewer values than the codes of the others [M-acc]. */
const ACCOUNT_CODES: Readonly<Partial<Record<ProblemCode, string>>> = {
  NOT_ENOUGH_VALUES: 'INVALID_VALUE',
  VALUE_OUT_OF_RANGE: 'INVALID_VALUE',
  DUPLICATE_KEY_VALUE: 'DUPLICATE_VALUE',
  INVALID_RESOURCE_STATE: 'ACTION_NOT_PERMITTED',
};

/** `project.expectedCustomerSpend[0].amount`: the spelling of the developer guide's example for selling. */
function camelPath(field: string): string {
  return field.replaceAll(/(^|\.)([A-Z])/gu, (_, dot: string, letter: string) => dot + letter.toLowerCase());
}

type Body = (error: AwsError) => JsonObject;

function problems(error: AwsError, form: (problem: Problem) => Json): Json[] {
  return (error.details.problems ?? []).map(form);
}

const MODEL_REASON = 'REQUEST_VALIDATION_FAILED';
const BUSINESS_REASON = 'BUSINESS_VALIDATION_FAILED';

/** The members of a ValidationException besides its message: each service has its own form [M-sel][M-ben][M-acc][M-chn]. */
const VALIDATION: Readonly<Record<ServiceName, Body>> = {
  selling: (error) => ({
    Reason: error.details.business ? BUSINESS_REASON : MODEL_REASON,
    ErrorList: problems(error, ({ field, message, code }) => ({
      FieldName: camelPath(field),
      Message: message,
      Code: code,
    })),
  }),
  benefits: (error) => ({
    Reason: error.details.reason ?? (error.details.business ? BUSINESS_REASON : 'fieldValidationFailed'),
    FieldList: problems(error, ({ field, message, code }) => ({ Name: field, Message: message, Code: code })),
  }),
  account: (error) => ({
    Reason: error.details.business ? BUSINESS_REASON : MODEL_REASON,
    ErrorDetails: problems(error, ({ field, message, code }) => ({
      FieldValidationError: { Name: field, Message: message, Code: ACCOUNT_CODES[code] ?? code },
    })),
  }),
  channel: (error) => ({
    reason: error.details.business ? BUSINESS_REASON : MODEL_REASON,
    fieldList: problems(error, ({ field, message, code }) => ({ name: field, message, code })),
  }),
};

/** The members that name the resource or the reason, in the service's own spelling. */
function subject(name: ServiceName, error: AwsError): JsonObject {
  const { reason, resourceId, resourceType, quotaCode } = error.details;
  if (name === 'account') return reason === undefined ? {} : { Reason: reason };
  const named = name === 'channel' || (name === 'benefits' && error.errorName === 'ServiceQuotaExceededException');
  if (!named) return {};
  const members: Array<[string, string | undefined]> = [
    ['resourceId', resourceId],
    ['resourceType', resourceType],
    ['quotaCode', quotaCode],
  ];
  const spelt = (member: string): string => (name === 'channel' ? member : member[0]?.toUpperCase() + member.slice(1));
  const set = members.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set.map(([member, value]) => [spelt(member), value]));
}

/** HTTP status and body of an error, as this service words it. */
export function errorBody(service: Service, error: AwsError): { readonly status: number; readonly body: JsonObject } {
  const message = service.name === 'channel' ? 'message' : 'Message';
  const details =
    error.errorName === 'ValidationException' ? VALIDATION[service.name](error) : subject(service.name, error);
  return {
    status: ERROR_STATUS[error.errorName],
    body: { __type: `${service.namespace}#${error.errorName}`, [message]: error.message, ...details },
  };
}
