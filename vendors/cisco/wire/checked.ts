import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { check } from '../../../platform/vendor/shape-check.ts';
import { unreadable } from '../client/answer-body.ts';

/**
 * Checks the envelope of an answer, without which nothing in it can be read.
 * @throws VendorError `upstream_error` naming the member
 */
export function checkAnswer<T>(shape: z.ZodType<T>, body: JsonValue, operation: string): T {
  const checked = check(shape, body);
  if ('value' in checked) return checked.value;
  throw unreadable(operation, `${checked.fault.path || 'its body'}: ${checked.fault.problem}`);
}
