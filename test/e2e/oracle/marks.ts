const AREAS = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'BENEFIT', 'FUND', 'DEAL', 'LEAD', 'SPECIAL_BID'];
const VENDORS = ['aws', 'cisco', 'credly', 'dell', 'files', 'ibm', 'ingram', 'microsoft'];

/** How much a grant must open for a text to be told: the row, or all of it. */
export type TextKind = 'row' | 'withheld';

const PREFIXES: Readonly<Record<TextKind, string>> = { row: 'zq', withheld: 'zw' };

/** SQL of where a row belongs: by which grant it could be seen; null where no grant opens the table. */
export type GrantSql = { readonly vendor: string; readonly area: string } | null;

/** SQL of a text that stands in a row and nowhere else: `zq-1-aws-DEAL-qz-(0,7)`. Where it belongs can be read off it. */
export function textMarkSql(tenant: number, kind: TextKind, grant: GrantSql): string {
  const place = grant ? `${grant.vendor} || '-' || ${grant.area}` : `'own'`;
  return `'${PREFIXES[kind]}-${tenant}-' || ${place} || '-qz-' || ctid::text`;
}

function digitOf(names: readonly string[], name: string): string {
  return `coalesce(array_position(array[${names.map((each) => `'${each}'`).join(', ')}], ${name}), 9)`;
}

const FIRST_DIGITS: Readonly<Record<TextKind, string>> = { row: '7', withheld: '8' };

/** SQL of a number that stands in a row and nowhere else. Where it belongs can be read off it. */
export function numberMarkSql(tenant: number, kind: TextKind, grant: GrantSql): string {
  const place = grant ? `${digitOf(AREAS, grant.area)} || ${digitOf(VENDORS, grant.vendor)}` : `'99'`;
  const digit = FIRST_DIGITS[kind];
  return `('${digit}${tenant}${digit}${tenant}${digit}${tenant}' || ${place} || lpad((abs(hashtext(ctid::text)) % 10000)::text, 4, '0'))::numeric`;
}

/** The mark of a partner's name, which everyone who has to do with the partner may know. */
export function nameMark(tenant: number): string {
  return `zp-${tenant}-qz`;
}

const NAME_MARK = /zp-(\d)-qz/g;
const TEXT_MARK = /(zq|zw)-(\d)-(?:own|([a-z]+)-([A-Z_]+))-qz/g;
const NUMBER_MARK = /(?<!\d)(?<kind>[78])(?<tenant>\d)\k<kind>\k<tenant>\k<kind>\k<tenant>([1-9])([1-9])\d{4}(?!\d)/g;

/** A mark that was met in an answer. */
export interface FoundMark {
  readonly mark: string;
  readonly tenant: number;
  readonly kind: TextKind | 'name';
  readonly area: string | null;
  readonly vendor: string | null;
}

/** Every mark in a text. */
export function marksIn(text: string): FoundMark[] {
  const names = [...text.matchAll(NAME_MARK)].map(([mark, tenant]): FoundMark => ({
    mark,
    tenant: Number(tenant),
    kind: 'name',
    area: null,
    vendor: null,
  }));
  const texts = [...text.matchAll(TEXT_MARK)].map(([mark, prefix, tenant, vendor = null, area = null]): FoundMark => {
    return { mark, tenant: Number(tenant), kind: prefix === PREFIXES.row ? 'row' : 'withheld', vendor, area };
  });
  const numbers = [...text.matchAll(NUMBER_MARK)].map(([mark, digit, tenant, area, vendor]): FoundMark => {
    const place = { area: AREAS[Number(area) - 1] ?? null, vendor: VENDORS[Number(vendor) - 1] ?? null };
    return { mark, tenant: Number(tenant), kind: digit === FIRST_DIGITS.row ? 'row' : 'withheld', ...place };
  });
  return [...names, ...texts, ...numbers];
}
