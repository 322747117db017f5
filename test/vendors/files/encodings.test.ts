import { describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { dealCsv, readFile, recordsOf } from './support/read-file.ts';

const FILE = dealCsv('D-1,Approved,Müller & Søn €-Handel,,,');
const CUSTOMER = 'Müller & Søn €-Handel';

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** The characters of the test beyond ASCII, in Windows-1252. */
function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
}

async function customersOf(content: Uint8Array): Promise<Array<string | null>> {
  return (await recordsOf<DealRecord>('dell', 'DEAL', content)).map((deal) => deal.customer.name);
}

describe('the encoding of a file', () => {
  test.each([
    ['UTF-8', Buffer.from(FILE)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${FILE}`)],
    ['UTF-16, little end first', utf16(FILE, 'le', true)],
    ['UTF-16, big end first', utf16(FILE, 'be', true)],
    ['UTF-16 without a mark, little end first', utf16(FILE, 'le', false)],
    ['UTF-16 without a mark, big end first', utf16(FILE, 'be', false)],
    ['Windows-1252', windows1252(FILE)],
  ])('is found: %s', async (_name, content) => {
    expect(await customersOf(content)).toEqual([CUSTOMER]);
  });

  test('may be Windows-1252 up to its very last byte', async () => {
    const content = windows1252('End customer,Deal registration ID,Status\nD,1,Café');
    const { records } = await readFile('dell', 'DEAL', content);
    expect(records[0]?.payload).toMatchObject({ Status: 'Café' });
  });

  test('that changes within the file is refused, with a line of each', async () => {
    const mixed = Buffer.concat([
      Buffer.from(dealCsv('D-1,Approved,Müller,,,')),
      windows1252('D-2,Approved,Søn,,,\r\n'),
    ]);
    await expect(readFile('dell', 'DEAL', mixed)).rejects.toThrow(/mixes encodings: line 2 is UTF-8, line 3 is not/);
  });

  test('that changes within a line is refused, with that line', async () => {
    const [before, behind] = dealCsv('D-1,Approved,Größe # Käserei,,,').split('#') as [string, string];
    const mixed = Buffer.concat([Buffer.from(before), windows1252(behind)]);
    await expect(readFile('dell', 'DEAL', mixed)).rejects.toThrow(/mixes encodings: line 2 is in two\./);
  });

  test('that breaks off inside a character is refused as cut short', async () => {
    const whole = Buffer.from(dealCsv('D-1,Approved,Søn,,,') + 'D-2,Approved,Mü');
    await expect(readFile('dell', 'DEAL', whole.subarray(0, -1))).rejects.toThrow(/in the middle of a character/);
  });

  test('that is none of the three is refused', async () => {
    const undefinedBytes = Buffer.concat([Buffer.from(FILE.slice(0, 80)), Buffer.from([0x81, 0xfc, 0x9d])]);
    await expect(readFile('dell', 'DEAL', undefinedBytes)).rejects.toThrow(/none of UTF-8, UTF-16 and Windows-1252/);
    const utf32 = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from('D\0\0\0')]);
    await expect(readFile('dell', 'DEAL', utf32)).rejects.toThrow(/UTF-32/);
  });

  test('UTF-16 that lacks its last byte is refused', async () => {
    await expect(readFile('dell', 'DEAL', utf16(FILE, 'le', true).subarray(0, -1))).rejects.toThrow(/cut short/);
  });

  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    [
      'a web page that is called XLS',
      Buffer.from('<html><table><tr><td>Deal registration ID</td></tr></table></html>'),
    ],
    ['a workbook of the old format', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ])('of %s: the file is refused for its type', async (_name, content) => {
    await expect(readFile('dell', 'DEAL', content)).rejects.toMatchObject({ fault: 'type', code: 'NOT_SUPPORTED' });
  });
});
