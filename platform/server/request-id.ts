import { randomUUID } from 'node:crypto';

/** Ids that may be taken from a caller: short, and harmless in a log line, a header and an address. */
const SANE_ID = /^[\w-]{1,128}$/;

/** The id of a request: the caller's own where it sent a sane one, else a new uuid. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && SANE_ID.test(header) ? header : randomUUID();
}
