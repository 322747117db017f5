import { fold } from './fold.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Regions that the runtime names and that are no country. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** Other names that exports use. */
const ALSO: ReadonlyArray<readonly [name: string, code: string]> = [
  ['USA', 'US'],
  ['United States of America', 'US'],
  ['Great Britain', 'GB'],
  ['UAE', 'AE'],
  ['Czech Republic', 'CZ'],
  ['Turkey', 'TR'],
  ['Russian Federation', 'RU'],
  ['Hong Kong', 'HK'],
];

/** The code in use for one that was retired or is another spelling: `GB` for `UK`; null for what is no code at all. */
function codeInUse(code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code)) return null;
  const [canonical = ''] = Intl.getCanonicalLocales(`und-${code}`);
  return /^und-([A-Z]{2})$/.exec(canonical)?.[1] ?? null;
}

/** Codes of the countries that the runtime knows, by their folded English names. */
function countriesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found = new Map(ALSO.map(([name, code]) => [fold(name), code]));
  for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))) {
    const name = codeInUse(code) === code && !NO_COUNTRIES.has(code) ? names.of(code) : undefined;
    if (name !== undefined) found.set(fold(name), code);
  }
  return found;
}

const BY_NAME = countriesByName();
const CODES = new Set(BY_NAME.values());

/** ISO 3166-1 alpha-2 code of a country that is named by it or in English; null for any other text. */
export function countryCode(text: string): string | null {
  const code = codeInUse(text.trim().toUpperCase());
  if (code !== null && CODES.has(code)) return code;
  return BY_NAME.get(fold(text)) ?? null;
}
