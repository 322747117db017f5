import { unreadable } from '../client/answer-json.ts';
import { PARTNER_HOST } from '../client/hosts.ts';

/**
 * Takes the page token out of a `nextLink`, and nothing else: the documented sample of the link is plain http and lacks
 * part of the path [PR20 get-a-list-of-referrals.md], so it is never called itself.
 *
 * @param link as the service wrote it, absolute or relative
 * @param base our own configured address of the host
 * @throws VendorError `upstream_error` when the link names another host or carries no token
 */
export function skipTokenOf(link: string, base: string, operation: string): string {
  const url = URL.canParse(link, base) ? new URL(link, base) : null;
  if (!url) throw unreadable(operation, '/@odata.nextLink: expected an address, got text');
  const ours = [new URL(base).host, new URL(PARTNER_HOST.audience).host];
  if (!ours.includes(url.host)) throw unreadable(operation, '/@odata.nextLink: it leads to another host');
  const token = rawSkipToken(url);
  if (!token) throw unreadable(operation, '/@odata.nextLink: expected a $skiptoken, got nothing');
  return token;
}

/** By hand, since `URLSearchParams` would turn the `+` of a base64 token into a space. */
function rawSkipToken(url: URL): string | null {
  const encoded = /[?&](?:\$|%24)skiptoken=([^&]+)/i.exec(url.search)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
