import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROJECT_ROOT } from '../../../../platform/project-root.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';

const FOLDER = 'vendors/aws/writes/data';

/**
 * Reads a data file that stands beside this one.
 * @throws Error that names the file and the member when it hasn't the shape it should have
 */
export function loadData<T>(name: string, shape: z.ZodType<T>): T {
  const json = JSON.parse(readFileSync(join(PROJECT_ROOT, FOLDER, name), 'utf8')) as JsonValue;
  const read = check(shape, json);
  if ('fault' in read) throw new Error(`${FOLDER}/${name} ${read.fault.path}: ${read.fault.problem}`);
  return read.value;
}
