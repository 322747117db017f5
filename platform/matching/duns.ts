const DIGITS = 9;

/**
 * A D-U-N-S number in its plain form: `06-9032-677` gives `069032677`.
 * @returns null for text that is not nine digits, or the same digit nine times, as it is typed to fill a form
 */
export function readDuns(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.\-–]/g, '');
  if (digits.length !== DIGITS || !/^\d+$/.test(digits)) return null;
  return /^(\d)\1+$/.test(digits) ? null : digits;
}
