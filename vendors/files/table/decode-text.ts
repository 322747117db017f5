import { damaged, wrongType } from '../file-refused.ts';

const LINE_END = 0x0a;
/** Bytes that say nothing in Windows-1252. */
const NOT_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const SAMPLE_BYTES = 4_096;
/** Control characters but tab, line feed and carriage return: what only other kinds of file hold. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_TEXT = /[\0-\u0008\u000B\u000C\u000E-\u001F]/;

const BYTE_ORDER_MARKS = [
  { encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

function startsWith(content: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => content[index] === byte);
}

function decoded(encoding: string, content: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

/** UTF-16 without its mark: in text of Latin letters every other byte is zero. */
function unmarkedUtf16(content: Uint8Array): string | null {
  const sample = content.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 4;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : null;
}

/**
 * A letter such as `ö` in UTF-8, byte by byte. In Windows-1252 the same bytes are an `Ã` before a sign, which no word has.
 */
const UTF8_LETTER = /\u00C3[\u0080-\u00BF]/;

/** The first lines with letters in UTF-8 and in another encoding: one line may have both. Numbers count from 1. */
function linesByEncoding(content: Uint8Array): { utf8: number | null; other: number | null } {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let utf8: number | null = null;
  let other: number | null = null;
  let line = 1;
  for (let start = 0; start < content.length; line += 1) {
    const at = content.indexOf(LINE_END, start);
    const end = at < 0 ? content.length : at;
    const bytes = content.subarray(start, end);
    start = end + 1;
    if (bytes.every((byte) => byte < 0x80)) continue;
    try {
      strict.decode(bytes);
      utf8 ??= line;
    } catch {
      other ??= line;
      if (UTF8_LETTER.test(Buffer.from(bytes).toString('latin1'))) utf8 ??= line;
    }
    if (utf8 !== null && other !== null) break;
  }
  return { utf8, other };
}

/** Whether everything but an unfinished character at the end is UTF-8, with letters beyond ASCII in it. */
function endsInsideCharacter(content: Uint8Array): boolean {
  try {
    const whole = new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true });
    return /[^\0-\u007F]/.test(whole);
  } catch {
    return false;
  }
}

/** Text that is not UTF-8. @throws FileRefused when lines differ, or it is not Windows-1252 either */
function decodeLegacy(content: Uint8Array): string {
  if (endsInsideCharacter(content)) {
    throw damaged('The file ends in the middle of a character: it was cut short.');
  }
  const { utf8, other } = linesByEncoding(content);
  if (utf8 !== null && other !== null) {
    const where = utf8 === other ? `line ${utf8} is in two` : `line ${utf8} is UTF-8, line ${other} is not`;
    throw damaged(`The file mixes encodings: ${where}. Save it in one encoding, best in UTF-8.`);
  }
  if (content.some((byte) => NOT_IN_1252.has(byte))) {
    throw damaged('The encoding of the file is none of UTF-8, UTF-16 and Windows-1252. Save it in UTF-8.');
  }
  return new TextDecoder('windows-1252').decode(content);
}

function decode(content: Uint8Array): string {
  if (startsWith(content, [0xff, 0xfe, 0, 0])) throw damaged('The file is in UTF-32. Save it in UTF-8.');
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => startsWith(content, mark))?.encoding ?? unmarkedUtf16(content);
  if (marked === null) return decoded('utf-8', content) ?? decodeLegacy(content);
  const text = decoded(marked, content);
  if (text === null) throw damaged(`The file says that it is ${marked.toUpperCase()}, but is not, or was cut short.`);
  return text;
}

/**
 * The text of a file: UTF-8, UTF-16 or Windows-1252, found by its byte order mark and its bytes.
 * @throws FileRefused when it is not text, mixes encodings, or is in another one
 */
export function decodeText(content: Uint8Array): string {
  const text = decode(content);
  if (NOT_TEXT.test(text)) throw wrongType('The file is neither CSV nor XLSX.');
  if (/^\s*<(!doctype|html|\?xml|table)/i.test(text)) {
    throw wrongType('The file is a web page or XML, whatever its name. Export it as CSV or XLSX.');
  }
  return text;
}
