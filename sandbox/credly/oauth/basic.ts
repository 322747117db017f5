/** Name and password of an HTTP Basic header, or null when it is none. A text without a colon is no such header. */
export function basicCredentials(header: string | undefined): { name: string; password: string } | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const plain = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = plain.indexOf(':');
  return colon < 0 ? null : { name: plain.slice(0, colon), password: plain.slice(colon + 1) };
}
