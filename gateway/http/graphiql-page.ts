import { createHash } from 'node:crypto';
import { ruruHTML, type RuruClientConfig } from 'ruru/server';

export interface GraphiQLPage {
  readonly html: string;
  /** The page's content security policy. */
  readonly policy: string;
}

export interface GraphiQLPageOptions {
  /** Path of the API. */
  readonly endpoint: string;
  /** Path of the page's own files; ends in a slash. */
  readonly staticPath: string;
  /** Headers that the page starts with, as a person may change them; for a demonstration. */
  readonly headers: Readonly<Record<string, string>>;
  /** What stands in a new tab. */
  readonly query: string | null;
}

const INLINE_SCRIPT = /<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g;

/** Exactly the scripts of the page may run, and files of our own. */
function policyOf(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(' ')}`,
    "worker-src 'self'",
    // The editor sets styles from its scripts.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The package's types lose these, which come from GraphiQL: of the first tab, and of those opened later. */
function clientConfig(headers: string | undefined, query: string | null): RuruClientConfig {
  const ofQuery = query === null ? {} : { defaultQuery: query };
  return { ...ofQuery, initialHeaders: headers, defaultHeaders: headers } as RuruClientConfig;
}

/**
 * The page asks for the schema before its field for headers exists, so it would ask without them. This lends them to
 * that one request.
 */
function lendHeaders(headers: string | undefined): string {
  if (headers === undefined) return '';
  return `<script>{
    const lent = ${headers.replaceAll('<', '\\u003c')};
    const send = window.fetch;
    const asksForSchema = (init) => typeof init?.body === 'string' && init.body.includes('IntrospectionQuery');
    window.fetch = (target, init) =>
      send(target, asksForSchema(init) ? { ...init, headers: { ...lent, ...init.headers } } : init);
  }</script>`;
}

/** GraphiQL, with everything it loads on this server. */
export function renderGraphiQL({ endpoint, staticPath, headers, query }: GraphiQLPageOptions): GraphiQLPage {
  const given = Object.keys(headers).length === 0 ? undefined : JSON.stringify(headers, null, 2);
  const html = ruruHTML({
    endpoint,
    staticPath,
    clientConfig: clientConfig(given, query),
    htmlParts: {
      titleTag: '<title>Partnergraph</title><link rel="icon" href="data:," />',
      configScript: (original) => `${original}${lendHeaders(given)}`,
    },
  });
  return { html, policy: policyOf(html) };
}
