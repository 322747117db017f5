import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { check } from '../../../platform/vendor/shape-check.ts';
import { unreadable } from '../transport/failure.ts';

/**
 * Checks an answer without which nothing can go on.
 * @throws VendorError `upstream_error` naming the member
 */
export function checkAnswer<T>(operation: string, shape: z.ZodType<T>, json: JsonValue): T {
  const read = check(shape, json);
  if ('value' in read) return read.value;
  throw unreadable(operation, `at ${read.fault.path || '/'} ${read.fault.problem}`);
}
