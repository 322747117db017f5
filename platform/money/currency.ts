/** ISO 4217 codes that the runtime knows, in alphabetical order; codes out of use for some years are among them. */
export const CURRENCY_CODES: readonly string[] = Intl.supportedValuesOf('currency');

const KNOWN = new Set(CURRENCY_CODES);

/**
 * Where ISO 4217 gives a currency other than two minor digits. The runtime's own table is not used for this: it says
 * how many digits people write (none for HUF, IDR, LAK, …), and not how many the currency has.
 */
const OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** True for an ISO 4217 code in capital letters. */
export function isCurrencyCode(text: string): boolean {
  return KNOWN.has(text);
}

/** Digits behind the point in the currency's smallest unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorUnits(currency: string): number {
  return Object.hasOwn(OTHER_THAN_TWO, currency) ? (OTHER_THAN_TWO[currency] ?? 2) : 2;
}
