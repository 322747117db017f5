/** Letters that Unicode does not take apart, as they are written without them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Accents of Latin, Greek and Cyrillic; the marks of other scripts are letters, and stay. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Text in small letters without accents and typographic variants: `Ｓtraße` and `STRASSE` are the same. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** `ä`, `ö` and `ü` are also written `ae`, `oe` and `ue`, and without their dots `a`, `o` and `u`: all become one. */
export function foldUmlauts(folded: string): string {
  return folded.replace(/([aou])e/g, '$1');
}
