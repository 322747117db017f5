import type { Context } from '../context.ts';
import { AwsError, refused, type Problem } from '../errors.ts';
import { pick, textAt, type JsonObject } from '../json.ts';
import { idIn } from '../store/scope.ts';
import { seconds } from '../time.ts';
import { recordOf } from './read.ts';

/** The application a request names, if it is in one of these states. @throws AwsError ValidationException otherwise */
export function applicationIn(context: Context, identifier: string, states: readonly string[]): JsonObject {
  const record = recordOf(context, 'application', identifier);
  const status = textAt(record, 'Status');
  if (states.includes(status)) return record;
  const message = `The application is ${status}; expected ${states.join(' or ')}.`;
  throw refused([{ field: 'Identifier', message, code: 'INVALID_RESOURCE_STATE' }]);
}

/** @throws AwsError ConflictException when somebody changed the application since */
export function checkRevision(record: JsonObject, input: JsonObject): void {
  if (textAt(input, 'Revision') === textAt(record, 'Revision')) return;
  throw new AwsError('ConflictException', 'The application was changed after the given Revision.');
}

/** Stores a changed application under its next revision. @returns Id, Arn and Revision, as most operations answer */
export function saveApplication(context: Context, record: JsonObject, change: JsonObject): JsonObject {
  const revision = String((Number(record['Revision']) || 0) + 1);
  const saved = { ...record, ...change, Revision: revision, UpdatedAt: seconds(context.now) };
  context.store.put('application', String(record['Id']), saved);
  return pick(saved, ['Id', 'Arn', 'Revision']);
}

const RESOURCE_TYPES = { opportunity: 'opportunity', 'benefit-allocation': 'allocation' } as const;

/** A problem when the ARN names no opportunity or allocation of the caller; null when it does. */
export function resourceProblem(context: Context, arn: string, field: string): Problem | null {
  const kind = arn.split('/').at(-2) ?? '';
  const type = Object.hasOwn(RESOURCE_TYPES, kind) ? RESOURCE_TYPES[kind as keyof typeof RESOURCE_TYPES] : null;
  const record = type ? context.store.get(type, idIn(arn)) : undefined;
  if (record?.['Arn'] === arn) return null;
  return { field, message: `${arn} is no opportunity or benefit allocation of the account.`, code: 'INVALID_VALUE' };
}
