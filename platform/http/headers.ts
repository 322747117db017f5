/** Where vendors put the id of a request that their support desk asks for; the first one present is taken. */
const REQUEST_ID_HEADERS = [
  'x-amzn-requestid',
  'x-amz-request-id',
  'ms-requestid',
  'x-ms-request-id',
  'request-id',
  'x-request-id',
  'x-correlation-id',
];

const LONGEST_REQUEST_ID = 128;

/** Lower-case names, repeated headers joined with a comma, as the contract promises. */
export function plainHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

/**
 * The caller's headers, asking for an answer that is not compressed: a small answer that inflates to gigabytes would
 * slip through a size limit on what arrives.
 */
export function requestHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'accept-encoding');
  return { ...Object.fromEntries(kept), 'accept-encoding': 'identity' };
}

/** The vendor's own id of the request, if it gave one. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  const name = REQUEST_ID_HEADERS.find((candidate) => headers[candidate] !== undefined);
  return name === undefined ? undefined : headers[name]?.slice(0, LONGEST_REQUEST_ID);
}
