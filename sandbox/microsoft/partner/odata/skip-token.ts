import { parseJson } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import { isSigned, signText } from '../../common/seeded.ts';
import { ODataError } from './odata-error.ts';
import type { RawListOptions } from './list-options.ts';

/** Where a page ended: the order value and the id of its last record. */
export interface PageEnd {
  readonly orderValue: string;
  readonly id: string;
}

/** What a continuation is bound to. */
export interface Continuation {
  /** Tenant and user: a token of another caller is refused. */
  readonly caller: string;
  readonly options: RawListOptions;
  readonly end: PageEnd;
  /** Where the page before that one ended; null when it was the first. */
  readonly before: PageEnd | null;
  /** True when the page was answered with the items before it once already: a token repeats only once. */
  readonly repeated: boolean;
}

/** The token as clients see it: opaque, signed, holding the query it belongs to. */
export function writeSkipToken(key: string, continuation: Continuation): string {
  const { caller, options, end, before, repeated } = continuation;
  const { filter, select, orderby, top } = options;
  const places = [end.orderValue, end.id, before?.orderValue ?? null, before?.id ?? null];
  const content = [caller, repeated, filter, select, orderby, top, ...places];
  const payload = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${payload}.${signText(key, payload)}`;
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function readContent(key: string, token: string): Continuation {
  const [payload = '', signature = ''] = token.split('.');
  const content = isSigned(key, payload, signature) ? parseJson(Buffer.from(payload, 'base64url')) : undefined;
  if (!Array.isArray(content)) throw new ODataError('$skiptoken', 'the token is not known');
  const [caller, repeated, filter, select, orderby, top, orderValue, id, orderBefore, idBefore] = content;
  return {
    caller: String(caller),
    repeated: repeated === true,
    options: {
      filter: textOrNull(filter),
      select: textOrNull(select),
      orderby: textOrNull(orderby),
      top: textOrNull(top),
    },
    end: { orderValue: String(orderValue), id: String(id) },
    before: typeof idBefore === 'string' ? { orderValue: String(orderBefore), id: idBefore } : null,
  };
}

/**
 * Reads a token back.
 * @param sent the options that came with it: they may be left out, but not differ from the query of the first page
 * @throws ODataError when the token is unknown, of another caller, or sent with another query
 */
export function readSkipToken(
  key: string,
  token: string,
  sent: { caller: string; options: RawListOptions },
): Continuation {
  const continuation = readContent(key, token);
  if (continuation.caller !== sent.caller) throw new ODataError('$skiptoken', 'the token is not known');
  for (const name of ['filter', 'select', 'orderby', 'top'] as const) {
    const given = sent.options[name];
    if (given !== null && given !== continuation.options[name]) {
      throw new ODataError('$skiptoken', `the token belongs to a query with another $${name}`);
    }
  }
  return continuation;
}
