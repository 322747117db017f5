import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import {
  INTERNAL_ERROR_CODE,
  INTERNAL_ERROR_MESSAGE,
  isPublicSubgraphCode,
  publicExtensions,
} from '../../platform/server/public-errors.ts';
import type { SubgraphAnswer } from './subgraph-fetch.ts';

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.record(z.string(), z.unknown()).default({}),
});
const answerSchema = z
  .object({ data: z.record(z.string(), z.unknown()).nullish(), errors: z.array(errorSchema).optional() })
  .refine((answer) => answer.data !== undefined || answer.errors !== undefined);

/** What a subgraph's error says to the caller: its own words only under a code that is meant for callers. */
function readError({ message, path, extensions }: z.infer<typeof errorSchema>): GraphQLFormattedError {
  const where = path === undefined ? {} : { path };
  if (isPublicSubgraphCode(extensions['code'])) return { message, ...where, extensions: publicExtensions(extensions) };
  return { message: INTERNAL_ERROR_MESSAGE, ...where, extensions: { code: INTERNAL_ERROR_CODE } };
}

/** Reads the body of a subgraph's answer; null for anything that is no GraphQL answer. */
export function readAnswer(body: string): SubgraphAnswer | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success) return null;
  const { data, errors } = answer.data;
  return { data: data ?? null, ...(errors ? { errors: errors.map(readError) } : {}) };
}
