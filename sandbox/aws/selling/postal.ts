import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_FOLDER } from '../model/model.ts';

/** What is known of the postal codes of one country. */
interface PostalRule {
  readonly pattern: RegExp;
  readonly message: string;
}

interface PostalRules {
  /** ISO 3166-1 alpha-2 codes of countries that have no postal codes. */
  readonly without: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, PostalRule>;
}

/** Names in the lists that differ from the ones the runtime knows countries by. */
const NAMES: Readonly<Record<string, string>> = {
  'aland islands': 'AX',
  'antigua and barbuda': 'AG',
  'bonaire,sint eustatius and saba': 'BQ',
  'bosnia and herzegovina': 'BA',
  'brunei darussalam': 'BN',
  congo: 'CG',
  "cote d'ivoire": 'CI',
  curacao: 'CW',
  'czech republic': 'CZ',
  'heard island and mcdonald islands': 'HM',
  'holy see (vatican city state)': 'VA',
  'hong kong': 'HK',
  korea: 'KR',
  "lao people's democratic republic": 'LA',
  'libyan arab jamahiriya': 'LY',
  macao: 'MO',
  'macedonia, the former yugoslav republic of': 'MK',
  myanmar: 'MM',
  reunion: 'RE',
  'saint barthelemy': 'BL',
  'saint helena, ascension and  tristan da cunha': 'SH',
  'saint kitts and nevis': 'KN',
  'saint martin (french part)': 'MF',
  'saint pierre and miquelon': 'PM',
  'saint vincent and the grenadines': 'VC',
  'sao tome and principe': 'ST',
  'svalbard and jan mayen': 'SJ',
  swaziland: 'SZ',
  'syrian arab republic': 'SY',
  'trinidad and tobago': 'TT',
  turkey: 'TR',
  'viet nam': 'VN',
  'virgin islands, u.s.': 'VI',
  'wallis and futuna': 'WF',
};

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  // Old and reserved codes, such as UK, have the name of the country they stand for too.
  const codes = pairs.filter((code) => new Intl.Locale(`und-${code}`).region === code);
  const known = codes.map((code) => [(names.of(code) ?? code).toLowerCase(), code] as const);
  return new Map([...known, ...Object.entries(NAMES)]);
}

/** The rows of a list: a name and, after a comma, the rest. Names and rests with commas stand in quotes. */
function rows(file: string): Array<readonly [name: string, rest: string]> {
  const lines = readFileSync(join(MODEL_FOLDER, file), 'utf8')
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .slice(1);
  return lines.flatMap((line) => {
    const match = /^(?:"([^"]*)"|([^,]*))(?:,"?(.*?)"?)?$/u.exec(line.trim());
    const name = match?.[1] ?? match?.[2];
    return name ? [[name, match?.[3] ?? ''] as const] : [];
  });
}

/** What the signs of a format stand for; the Dutch format writes its two letters as AC. */
const SIGNS: Readonly<Record<string, string>> = {
  '9': '\\d',
  N: '\\d',
  A: '[A-Z]',
  AC: '[A-Z][A-Z]',
  '(A)': '[A-Z]?',
  '(A/N)': '[A-Z\\d]?',
};

/**
 * Turns `99999 OR 99999-9999` into a pattern: 9 and N stand for a digit, A for a letter, other letters for
 * themselves. Formats that show an example instead, such as `97133`, are not understood: null.
 */
function patternOf(format: string): RegExp | null {
  const alternatives = format.split(/ or /iu).map((text) => text.trim());
  if (alternatives.some((text) => !/^(?:9|[A-Z]|\(A\)|\(A\/N\)|[- ])+$/u.test(text))) return null;
  const sources = alternatives.map((text) =>
    text.replaceAll(/\(A\/N\)|\(A\)|AC|[9NA]/gu, (sign) => SIGNS[sign] ?? sign),
  );
  return new RegExp(`^(?:${sources.join('|')})$`, 'u');
}

function load(): PostalRules {
  const codes = codesByName();
  const without = new Set<string>();
  for (const [name] of rows('CountriesWithoutPostalCode.csv')) {
    const code = codes.get(name.toLowerCase());
    if (code) without.add(code);
  }
  const rules = new Map<string, PostalRule>();
  for (const [name, message] of rows('PostalCodeValidations.csv')) {
    const code = codes.get(name.toLowerCase());
    const pattern = patternOf(/must be in (.*) format/u.exec(message)?.[1] ?? '');
    if (code && pattern) rules.set(code, { pattern, message });
  }
  return { without, rules };
}

let loaded: PostalRules | null = null;

function postalRules(): PostalRules {
  loaded ??= load();
  return loaded;
}

export function hasPostalCodes(country: string): boolean {
  return !postalRules().without.has(country);
}

/** What is read where no postal code was given [CSV]; accepted for every country. */
const PLACEHOLDER = '99999';

/** The documented message when the postal code does not fit its country, or null. */
export function postalCodeFault(country: string, postalCode: string): string | null {
  const rule = postalRules().rules.get(country);
  return !rule || postalCode === PLACEHOLDER || rule.pattern.test(postalCode) ? null : rule.message;
}
