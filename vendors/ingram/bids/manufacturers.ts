/**
 * Makers as Ingram's catalogue names them, by our code of the vendor. Ingram writes names freely (`CISCO SYSTEMS - CS`), so a
 * name counts when it is one of these or goes on after it with another word.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  aws: ['aws', 'amazon web services'],
  cisco: ['cisco', 'meraki'],
  dell: ['dell', 'dell emc', 'emc'],
  ibm: ['ibm', 'international business machines'],
  microsoft: ['microsoft'],
};

/** Code of the vendor that a maker is; null when it is none of ours, or not told. */
export function vendorCodeOf(manufacturer: string | null): string | null {
  const words = ` ${(manufacturer ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
  const found = Object.entries(NAMES).find(([, names]) => names.some((name) => words.startsWith(` ${name} `)));
  return found?.[0] ?? null;
}
