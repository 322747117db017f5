import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { checkAnswer } from '../wire/checked.ts';
import { foldKeys } from '../wire/fold-keys.ts';

const text = z.string().nullish();

/** Members of Insights answers after their names were put in lower case [PCD insights-programmatic-*.md]. */
export const datasetShape = z.object({
  datasetname: z.string(),
  selectablecolumns: z.array(z.string()).nullish(),
  availabledateranges: z.array(z.string()).nullish(),
});

export const queryShape = z.object({ queryid: z.string().min(1), name: text });

export const reportShape = z.object({ reportid: z.string().min(1) });

export const executionShape = z.object({
  executionstatus: text,
  reportaccesssecurelink: text,
});

export type Dataset = z.infer<typeof datasetShape>;
export type Execution = z.infer<typeof executionShape>;

export interface InsightsAnswer<T> {
  readonly value: readonly T[];
  /** The signed-in role may not see all columns. */
  readonly redacted: boolean;
}

/**
 * Reads the envelope that all Insights calls share.
 * @throws VendorError `upstream_error` naming the first bad member
 */
export function readInsights<T>(shape: z.ZodType<T>, body: JsonValue, operation: string): InsightsAnswer<T> {
  const envelope = z.object({ value: z.array(shape).nullable(), dataredacted: z.boolean().nullish() });
  const answer = checkAnswer(envelope, foldKeys(body), operation);
  return { value: (answer.value ?? []) as T[], redacted: answer.dataredacted ?? false };
}
