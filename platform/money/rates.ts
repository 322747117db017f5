import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { RateTable } from './rate-table.ts';
import { readRatesCsv } from './rates-csv.ts';

export { RateTable, type ConvertedMoney, type ReferenceRate } from './rate-table.ts';

/** The table that comes with the project: illustrative values for demonstration, no one's published rates. */
export const ILLUSTRATIVE_RATES_FILE = join(PROJECT_ROOT, 'platform/money/reference-rates.csv');

/**
 * Reads a table of reference rates.
 * @param path file with the columns `date,currency,rate,source`; the form is described in the README
 * @throws RatesError with every fault of the file, by line and column
 * @throws the file system's error when the file can't be read
 */
export async function loadRates(path: string): Promise<RateTable> {
  return new RateTable(readRatesCsv(await readFile(path, 'utf8')));
}
