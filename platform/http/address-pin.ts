/** What an address is checked against: configured by us, never by what a vendor answers. */
export interface AddressPinOptions {
  /** Absolute http(s) addresses; only scheme, host and port count. */
  readonly allowedOrigins: readonly string[];
  /** Exact host names, or `*.suffix` for any host below it. */
  readonly downloadHosts: readonly string[];
}

/** Either the parsed address, or why it may not be called: words that do not repeat the address. */
export type PinnedAddress = { readonly url: URL } | { readonly refusal: string };

export type AddressPin = (address: string) => PinnedAddress;

function originOf(address: string, index: number): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError(`allowedOrigins[${index}]: expected an absolute http or https address`);
  }
  return url.origin;
}

function hostMatcher(pattern: string, index: number): (host: string) => boolean {
  const host = pattern.toLowerCase();
  if (host.startsWith('*.')) {
    const suffix = host.slice(1);
    // "*.com" would open half the internet.
    if (!/^(\.[a-z0-9-]+){2,}$/.test(suffix)) {
      throw new TypeError(`downloadHosts[${index}]: expected a suffix of at least two labels after "*"`);
    }
    return (candidate) => candidate.length > suffix.length && candidate.endsWith(suffix);
  }
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)$/.test(host)) {
    throw new TypeError(`downloadHosts[${index}]: expected a host name, without scheme, port or path`);
  }
  return (candidate) => candidate === host;
}

/** True for this machine's own addresses; the URL parser has already turned every spelling of them into these. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Makes the check that keeps calls on the configured hosts.
 * @throws TypeError when the configuration itself is not usable
 */
export function createAddressPin(options: AddressPinOptions): AddressPin {
  const origins = new Set(options.allowedOrigins.map(originOf));
  const downloads = options.downloadHosts.map(hostMatcher);
  return (address) => {
    if (!URL.canParse(address)) return { refusal: 'the address is not a valid absolute address' };
    const url = new URL(address);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refusal: 'the address is not http or https' };
    if (url.username !== '' || url.password !== '') return { refusal: 'the address carries a user name or password' };
    if (origins.has(url.origin)) return { url };
    if (!downloads.some((matches) => matches(url.hostname))) {
      return { refusal: 'the address is outside the configured hosts' };
    }
    if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
      return { refusal: 'a download needs https' };
    }
    return { url };
  };
}
