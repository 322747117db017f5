import { isCalendarDate } from '../../../platform/records/dates.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MMM: '(?<name>[a-z]{3})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};
const TOKEN = /YYYY|MMM|MM|M|DD|D|[^YMD]/g;
/** A time of day behind the date, which is left out: what is kept is a calendar date. */
const TIME = '(?:[ t]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[ap]m)?z?)?';

/** Reads text of one form as a calendar date; null for any other text. */
export type DateReader = (text: string) => string | null;

/**
 * Makes the reader of a declared form, of the parts `YYYY`, `MM` or `M` or `MMM` (`Jan`), `DD` or `D`, and what stands
 * between them: `DD.MM.YYYY`, `M/D/YYYY`, `DD-MMM-YYYY`.
 * @returns null for a form without exactly one year, month and day
 */
export function dateReader(form: string): DateReader | null {
  const tokens = form.match(TOKEN) ?? [];
  const named = tokens.map((token) => token[0]).filter((letter) => 'YMD'.includes(letter ?? ' '));
  if (tokens.join('') !== form || named.toSorted().join('') !== 'DMY') return null;
  const source = tokens.map((token) => TOKENS[token] ?? token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('');
  const pattern = new RegExp(`^${source}${TIME}$`, 'i');
  return (text) => {
    const { year, month, name, day } = pattern.exec(text.trim())?.groups ?? {};
    if (year === undefined || day === undefined) return null;
    const number = name === undefined ? month : String(MONTHS.indexOf(name.toLowerCase()) + 1);
    const date = `${year}-${(number ?? '').padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCalendarDate(date) ? date : null;
  };
}
