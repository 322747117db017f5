/**
 * Reads `Retry-After`: whole seconds or an HTTP date.
 *
 * @param header the header's text, if there was one
 * @param now instant the answer arrived
 * @returns milliseconds to wait, never negative; undefined when there is no readable header
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Every form of an HTTP date begins with the day's name; `Date.parse` alone would take "-5" for a year.
  if (!/^[A-Z][a-z]{2,8}[ ,]/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
