const DIGITS = 9;

/** The nine digits, whatever separates them; null for other text. */
function digitsOf(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.\-–]/g, '');
  return digits.length === DIGITS && /^\d+$/.test(digits) ? digits : null;
}

/** Whether text has the form of a D-U-N-S number: nine digits. */
export function isDunsForm(text: string): boolean {
  return digitsOf(text) !== null;
}

/**
 * A D-U-N-S number in its plain form: `06-9032-677` gives `069032677`.
 * @returns null for text that is not nine digits, or the same digit nine times, as it is typed to fill a form
 */
export function readDuns(text: string): string | null {
  const digits = digitsOf(text);
  if (digits === null) return null;
  return /^(\d)\1+$/.test(digits) ? null : digits;
}
