import { createHash } from 'node:crypto';
import type { Context, Operation } from './context.ts';
import { AwsError } from './errors.ts';
import { canonical, textAt, type JsonObject } from './json.ts';

/** The words the model quotes [M-sel CreateOpportunityRequest$ClientToken]. */
const CONFLICT = 'Conflicting client token submitted for a new request body.';

/**
 * Runs an operation once a client token: the same token with the same body gets the first answer again.
 * A request that failed leaves no trace, so that its token can be used again.
 * @throws AwsError ConflictException for a token that came with another body
 */
export function runOnce(operation: Operation, input: JsonObject, context: Context): JsonObject | null {
  const token = textAt(input, 'ClientToken') || textAt(input, 'clientToken');
  if (!operation.write || !token) return operation.run(input, context);
  const key = `${context.operation} ${token}`;
  const request = createHash('sha256').update(canonical(input)).digest('hex');
  const known = context.store.replays.get(key);
  if (known && known.request !== request) {
    throw new AwsError('ConflictException', CONFLICT, { reason: 'CONFLICT_CLIENT_TOKEN' });
  }
  if (known) return known.answer;
  const answer = operation.run(input, context);
  context.store.replays.set(key, { request, answer });
  return answer;
}
