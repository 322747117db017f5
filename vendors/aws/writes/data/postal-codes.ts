import { z } from 'zod';
import { loadData } from './load-data.ts';

const shape = z.strictObject({
  source: z.string(),
  none: z.array(z.string()),
  /** By country: `#` is a digit, `@` a letter, all else itself. */
  formats: z.record(z.string(), z.array(z.string()).min(1)),
});

const DATA = loadData('postal-codes.json', shape);
const NONE: ReadonlySet<string> = new Set(DATA.none);

/** Whether AWS takes no postal code for a country. @param country ISO 3166-1 alpha-2 */
export function hasNoPostalCodes(country: string): boolean {
  return NONE.has(country);
}

/** The formats AWS takes for a country; empty where it names none. `#` is a digit, `@` a letter. */
export function postalFormats(country: string): readonly string[] {
  return DATA.formats[country] ?? [];
}

/** Whether a code has one of the country's formats, in upper or lower case; any has where AWS names none. */
export function fitsPostalFormat(country: string, code: string): boolean {
  const formats = postalFormats(country);
  return formats.length === 0 || formats.some((format) => fits(format, code.toUpperCase()));
}

function fits(format: string, code: string): boolean {
  if (format.length !== code.length) return false;
  return [...format].every((sign, index) => {
    const came = code.charAt(index);
    if (sign === '#') return /[0-9]/.test(came);
    return sign === '@' ? /[A-Z]/.test(came) : sign === came;
  });
}
