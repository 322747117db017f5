/** Sites where many firms have a page: the host says nothing about whose it is. */
const SHARED_HOSTS: ReadonlySet<string> = new Set(
  (
    'facebook.com linkedin.com instagram.com twitter.com x.com youtube.com tiktok.com xing.com sites.google.com ' +
    'google.com goo.gl linktr.ee github.com wikipedia.org'
  ).split(' '),
);

const LONGEST_ADDRESS = 500;
const LABEL = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;

/** Subdomains that are the same site. */
const SAME_SITE = /^(www\d?|m|web)\./;

/** The address as a URL; null for text that is no address of a website. */
function parseAddress(address: string): URL | null {
  const text = address.trim();
  if (text === '' || text.length > LONGEST_ADDRESS || /\s/.test(text)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  // An address to write to: its host is often the provider's.
  if (!hasScheme && text.includes('@')) return null;
  const parsed = URL.parse(hasScheme ? text : `http://${text}`);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : null;
}

/** Whether text has the form of a website's address, whoever's it is: a host with a dot in it, with `https://` or without. */
export function isWebsiteAddress(text: string): boolean {
  const host = parseAddress(text)?.hostname ?? '';
  return host.startsWith('[') || host.split('.').filter((label) => label !== '').length > 1;
}

/**
 * The host of a firm's website: `https://www.Acme.de:443/start` and `acme.de` both give `acme.de`; international names in
 * their ASCII form.
 * @returns null for text that names no host, for a numeric address, and for a site that many firms share
 */
export function readWebsiteHost(address: string): string | null {
  const parsed = parseAddress(address);
  if (!parsed) return null;
  let host = parsed.hostname.toLowerCase().replace(/\.+$/, '');
  while (SAME_SITE.test(host) && host.split('.').length > 2) host = host.replace(SAME_SITE, '');
  const labels = host.split('.');
  const named = labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return named && !SHARED_HOSTS.has(host) ? host : null;
}
