import { describe, expect, test } from '@jest/globals';
import { readCsv } from '../../../../vendors/microsoft/wire/csv.ts';

function table(text: string) {
  return readCsv(Buffer.from(text), 'insights.download');
}

describe('a CSV file', () => {
  test('is read by its header, whatever the case, spacing and order of the names', () => {
    const read = table('\uFEFFMPN Id,training_title,MCPID\r\n1,"Azure, basics",99\r\n');
    expect([read.column('TrainingTitle'), read.column('MpnId'), read.column('Email')]).toEqual([1, 0, null]);
    expect(read.rows).toEqual([['1', 'Azure, basics', '99']]);
  });

  test('takes the first of several names that it has', () => {
    expect(table('amount,earningAmount\n1,2\n').column('earningAmount', 'amount')).toBe(1);
  });

  test('with only a header has no rows', () => {
    expect(table('a,b\n')).toMatchObject({ rows: [], width: 2 });
  });

  test('keeps rows of another length, so that each can be reported', () => {
    expect(table('a,b\n1\n1,2,3\n').rows).toEqual([['1'], ['1', '2', '3']]);
  });

  test.each([
    ['', 'no header row'],
    ['a,b\n"open', 'not CSV'],
  ])('%j is refused', (text, reason) => {
    expect(() => table(text)).toThrow(reason);
  });
});
