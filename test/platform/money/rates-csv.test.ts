import { describe, expect, test } from '@jest/globals';
import { readRatesCsv, RatesError } from '../../../platform/money/rates-csv.ts';
import { loadRates } from '../../../platform/money/rates.ts';

const HEADING = 'date,currency,rate,source';

function faultsOf(text: string): readonly string[] {
  try {
    readRatesCsv(text);
  } catch (error) {
    if (error instanceof RatesError) return error.faults;
    throw error;
  }
  throw new Error('the table was accepted');
}

describe('a table of rates', () => {
  test('is read with comments, empty lines, quotes, a byte order mark and any line ends', () => {
    const text = `\uFEFF# published daily\r\n${HEADING}\r\n\r\n2026-03-31,USD,1.0815,"bank, daily #1"\r\n# later\r\n2026-03-31, GBP ,0.8,bank\r\n`;
    expect(readRatesCsv(text)).toEqual([
      { date: '2026-03-31', currency: 'USD', rate: '1.0815', source: 'bank, daily #1' },
      { date: '2026-03-31', currency: 'GBP', rate: '0.8', source: 'bank' },
    ]);
  });

  test('is refused with every fault in it, each by line and column, expected and came', () => {
    const rows = [
      '2026-02-30,USD,1.1,bank',
      '2026-03-31,usd,1.1,bank',
      '2026-03-31,EUR,1,bank',
      '2026-03-31,USD,1,1,bank',
      '2026-03-31,GBP,-0.8,bank',
      '2026-03-31,JPY,0,bank',
      '2026-03-31,SEK,1.1e1,',
      '2026-03-31,PLN,4.2,bank',
      '2026-03-31,PLN,4.3,bank',
    ];
    expect(faultsOf(`# note\n${HEADING}\n${rows.join('\n')}\n`)).toEqual([
      'line 3, column date: expected a calendar date such as 2026-03-31, came "2026-02-30"',
      'line 4, column currency: expected an ISO 4217 code other than EUR, came "usd"',
      'line 5, column currency: expected an ISO 4217 code other than EUR, came "EUR"',
      'line 6: expected 4 columns, came 5',
      'line 7, column rate: expected a plain decimal number above 0, came "-0.8"',
      'line 8, column rate: expected a plain decimal number above 0, came "0"',
      'line 9, column rate: expected a plain decimal number above 0, came "1.1e1"',
      'line 9, column source: expected who published the rate, came ""',
      'line 11: 2026-03-31 PLN was given in line 10 already',
    ]);
  });

  test.each([
    ['empty', '', 'line 1: expected the heading date,currency,rate,source'],
    ['without a heading', '2026-03-31,USD,1.1,bank\n', 'line 1: expected the heading date,currency,rate,source'],
    [
      'with columns in another order',
      'currency,date,rate,source\n',
      'line 1: expected the heading date,currency,rate,source',
    ],
    ['without a row', `${HEADING}\n# none yet\n`, 'no rates below the heading'],
    ['with a quote left open', `${HEADING}\n2026-03-31,USD,1.1,"bank\n`, 'not readable as CSV (CSV_QUOTE_NOT_CLOSED)'],
  ])('is refused when it is %s', (_how, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test('with very many faults shows the first twenty and says how many more there are', () => {
    const text = `${HEADING}\n${'bad,bad,bad,bank\n'.repeat(10)}`;
    expect(() => readRatesCsv(text)).toThrow(/and 19 more$/);
  });

  test('that can not be opened is an error, not an empty table', async () => {
    await expect(loadRates('/nonexistent/rates.csv')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
