import { exactDecimal } from '../../../platform/records/decimal.ts';

export const DECIMAL_MARKS = ['.', ','] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What may stand between thousands, beside the mark that is not the decimal one: spaces of three widths, apostrophes. */
const SPACERS = " \u00A0\u202F'\u2019";

/** Reads a number of one form as exact decimal text; null for any other text. */
export type NumberReader = (text: string) => string | null;

/**
 * Makes the reader of numbers with a declared decimal mark: `1,234.50` for a point, `1.234,50` for a comma. Thousands
 * may be set apart, by one sign throughout and in threes; a currency sign makes it no number.
 */
export function numberReader(mark: DecimalMark): NumberReader {
  const decimal = mark === '.' ? '\\.' : ',';
  const grouping = `[${mark === '.' ? ',' : '.'}${SPACERS}]`;
  const pattern = new RegExp(`^([-+]?)(\\d+|\\d{1,3}(?:(${grouping})\\d{3})(?:\\3\\d{3})*)(?:${decimal}(\\d+))?$`);
  return (text) => {
    const match = pattern.exec(text.trim());
    if (!match) return null;
    const [, sign = '', whole = '', , fraction] = match;
    return exactDecimal(`${sign}${whole.replace(/\D/g, '')}${fraction === undefined ? '' : `.${fraction}`}`);
  };
}
