import type { GraphQLFormattedError } from 'graphql';
import {
  INTERNAL_ERROR_CODE,
  INTERNAL_ERROR_MESSAGE,
  isPublicCode,
  publicExtensions,
} from '../../platform/server/public-errors.ts';

/** The plan's mark for "each element of a list": from there on a path is not of this answer. */
const EACH = '@';

function knownPath(path: GraphQLFormattedError['path']): GraphQLFormattedError['path'] {
  const end = path?.indexOf(EACH) ?? -1;
  return end < 0 ? path : path?.slice(0, end);
}

/**
 * What a caller sees of an error. Its own words only under a code that is meant for callers; of everything else that it
 * happened, and where in the answer. Never a stack, an address, or the name of a subgraph.
 */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const path = knownPath(formatted.path);
  const where = path === undefined || path.length === 0 ? {} : { path };
  const extensions = formatted.extensions ?? {};
  if (!isPublicCode(extensions['code'])) {
    return { message: INTERNAL_ERROR_MESSAGE, ...where, extensions: { code: INTERNAL_ERROR_CODE } };
  }
  const { message, locations } = formatted;
  return { message, ...(locations ? { locations } : {}), ...where, extensions: publicExtensions(extensions) };
}
