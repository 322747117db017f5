import type { ExportVendor } from './order.ts';

/** How a vendor's portal writes its CSV. All of it is ours: no vendor publishes it. */
export interface CsvLayout {
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1252';
  readonly delimiter: ',' | ';' | '\t';
  /** `US`: 04/02/2026, `US_SHORT`: 4/2/2026, `DOTS`: 02.04.2026, `MONTH_NAME`: 02-Apr-2026. */
  readonly dates: 'US' | 'US_SHORT' | 'DOTS' | 'MONTH_NAME';
  /** `COMMA`: 12,345.60, `POINT`: 12.345,60. */
  readonly thousands: 'COMMA' | 'POINT';
}

/** One layout a vendor, each unlike the others, so that a reader has to cope with all of it. */
export const CSV_LAYOUTS: Readonly<Record<ExportVendor, CsvLayout>> = {
  aws: { encoding: 'utf-8-bom', delimiter: ',', dates: 'US', thousands: 'COMMA' },
  microsoft: { encoding: 'utf-16le', delimiter: '\t', dates: 'US_SHORT', thousands: 'COMMA' },
  cisco: { encoding: 'utf-8', delimiter: ',', dates: 'MONTH_NAME', thousands: 'COMMA' },
  dell: { encoding: 'windows-1252', delimiter: ';', dates: 'DOTS', thousands: 'POINT' },
  ibm: { encoding: 'utf-8-bom', delimiter: ';', dates: 'MONTH_NAME', thousands: 'COMMA' },
};
