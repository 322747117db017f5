/** An organisation on Credly that issues the badges of a vendor of ours [ibm 5]. */
export interface Issuer {
  readonly vendor: string;
  readonly organizationId: string;
  /** The organisation's part of its address on Credly. */
  readonly slug: string;
}

/** Whose badges are read. Microsoft stopped issuing here, so its old badges are left out [ibm 5]. */
export const ISSUERS: readonly Issuer[] = [
  { vendor: 'aws', organizationId: '7b741b5c-231d-4925-8041-c64b6846f1c8', slug: 'amazon-web-services' },
  { vendor: 'cisco', organizationId: '74381078-44ac-4581-8471-36bd1ce495b7', slug: 'cisco' },
  { vendor: 'dell', organizationId: '186ada09-1c86-4b6b-8ea8-4d2eee22ddfc', slug: 'delltechnologies' },
  { vendor: 'ibm', organizationId: 'd5a90a02-5fe7-4915-a42d-8273c91cab0f', slug: 'ibm' },
  {
    vendor: 'ibm',
    organizationId: 'd47f866b-4571-4bd6-9abb-86ee6a2ccd89',
    slug: 'ibm-professional-certification-program',
  },
];

/** Vendors that have a feed of badges, each once. */
export const BADGE_VENDORS: readonly string[] = [...new Set(ISSUERS.map(({ vendor }) => vendor))];

/** The vendor of an organisation, by its id or its slug; null for everybody else's. */
export function vendorOfIssuer(idOrSlug: string): string | null {
  const wanted = idOrSlug.trim().toLowerCase();
  return ISSUERS.find(({ organizationId, slug }) => wanted === organizationId || wanted === slug)?.vendor ?? null;
}
