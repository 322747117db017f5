export const DAY = 86_400_000;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const FORM = /^(\d{2})-([a-z]{3})-(\d{4})$/i;

/** `27-Jan-2025`, the form of the deal API. @param milliseconds since 1970, read as UTC */
export function dealDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}-${MONTHS[date.getUTCMonth()] ?? ''}-${date.getUTCFullYear()}`;
}

/** `27-JAN-2025`, the form of the reseller search. */
export function resellerDate(milliseconds: number): string {
  return dealDate(milliseconds).toUpperCase();
}

/** Midnight UTC of a `DD-Mon-YYYY` date in any letter case; null when the text is none or the day does not exist. */
export function parseDate(text: string): number | null {
  const [, day = '', month = '', year = ''] = FORM.exec(text) ?? [];
  const at = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  if (at < 0) return null;
  const parsed = Date.UTC(Number(year), at, Number(day));
  return new Date(parsed).getUTCDate() === Number(day) ? parsed : null;
}
