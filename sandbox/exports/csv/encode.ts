import type { CsvLayout } from '../layout.ts';

/** The characters of Windows-1252 at 0x80 to 0x9F, where it differs from Latin-1; a blank stands for none. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** What the code page lacks is lost, as in the files of old office programs. */
const QUESTION_MARK = 0x3f;

function windowsByte(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  const at = HIGH.indexOf(character);
  return at < 0 ? QUESTION_MARK : 0x80 + at;
}

const ENCODERS: Readonly<Record<CsvLayout['encoding'], (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  'utf-8-bom': (text) => Buffer.from(`\uFEFF${text}`, 'utf8'),
  'utf-16le': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'windows-1252': (text) => Buffer.from(Array.from(text.normalize('NFC'), windowsByte)),
};

/** The text as bytes, with the mark that its encoding begins with, if any. */
export function encode(text: string, encoding: CsvLayout['encoding']): Buffer {
  return ENCODERS[encoding](text);
}
