import type { VendorErrorKind } from '../vendor/vendor-error.ts';

export interface TransportFault {
  readonly kind: VendorErrorKind;
  /** Completes "the call failed: …"; says nothing of addresses. */
  readonly words: string;
  /** The transport's own code, for the log. */
  readonly code: string;
  /** No connection was made, so nothing was sent. */
  readonly notSent: boolean;
}

type Known = readonly [codes: RegExp, kind: VendorErrorKind, words: string];

const KNOWN: readonly Known[] = [
  [/^ECONNREFUSED$/, 'unreachable', 'the connection was refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/, 'unreachable', 'the name of the host could not be resolved'],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'unreachable', 'no connection could be made in time'],
  [/^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'unreachable', 'the answer stalled'],
  [
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    'unreachable',
    'the connection broke before the whole answer had arrived',
  ],
  [/^(ERR_TLS_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, 'unreachable', 'no trusted TLS connection could be made'],
  [/^ERR_SSL_/, 'unreachable', 'the TLS connection broke, or none could be made'],
  [/^(UND_ERR_CLOSED|UND_ERR_DESTROYED)$/, 'unreachable', 'this client has been closed'],
  [/^(HTTPParserError$|HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'upstream_error', 'the answer is not readable HTTP'],
  [
    /^(UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED|UND_ERR_REQ_CONTENT_LENGTH_MISMATCH)$/,
    'refused',
    'the request is not valid HTTP',
  ],
];

/**
 * Codes of failures that come before the first byte of a request: no connection, no name, no trusted certificate. None of
 * OpenSSL's own (`ERR_SSL_…`): they also tell of an answer that broke inside TLS, long after the request was sent.
 */
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|CERT_.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO_.*|UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED)$/;

/** Any thrown object's code, or else its name: the HTTP parser's errors come without a code. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && typeof error.name === 'string' ? error.name : 'UNKNOWN';
}

/** Reads a transport's error by its code alone: its message names addresses, so it is never repeated. */
export function readTransportFault(error: unknown): TransportFault {
  const code = codeOf(error);
  const known = KNOWN.find(([codes]) => codes.test(code));
  const notSent = BEFORE_SENDING.test(code);
  if (known === undefined) return { kind: 'unreachable', words: 'no answer arrived', code, notSent };
  return { kind: known[1], words: known[2], code, notSent };
}
