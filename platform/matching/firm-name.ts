import { foldLetters, foldUmlauts } from './fold-letters.ts';
import { ATTACHED_FORMS, BRACKETED_FORMS, CLEAR_FORMS, CONNECTORS, FINAL_FORMS, LEADING_FORMS } from './legal-forms.ts';

/** A firm's name, reduced to what tells firms apart. */
export interface FirmName {
  /** The words that count, in order: `['muller', 'sons']`. Never empty. */
  readonly words: readonly string[];
  /** All of them without spaces. */
  readonly text: string;
  /** The text with spellings of umlauts made one: equal for variants of one name. What is stored and searched. */
  readonly key: string;
}

/** Names are cut here: a longer one is no name, and the work must stay bounded. */
const LONGEST_NAME = 300;

/** Most words that one legal form is written in: `S. A. de C. V.`, `San. ve Tic. Ltd. Şti.` */
const MOST_FORM_WORDS = 6;

/** Dots and apostrophes stand inside words (`S.p.A.`, `O'Reilly`); every other sign separates them. */
const INSIDE_WORDS = /[.·'’‘‛`´＇]/g;
const SIGN = /[^\p{L}\p{M}\p{N}&+]+/gu;

function wordsOf(name: string): string[] {
  const apart = foldLetters(name.slice(0, LONGEST_NAME).replace(INSIDE_WORDS, ''))
    .replace(INSIDE_WORDS, '')
    .replace(SIGN, ' ')
    .replace(/[&+]/g, ' & ');
  return apart.split(' ').filter((word) => word !== '');
}

function withoutConnectors(words: readonly string[]): string[] {
  const inner = words.filter((word, at) => at === 0 || at === words.length - 1 || !CONNECTORS.has(word));
  return inner.filter((word) => !/^[&+]$/.test(word));
}

function withoutAttached(word: string): string {
  for (const form of ATTACHED_FORMS) {
    if (word.startsWith(form)) return word.slice(form.length);
    if (word.endsWith(form)) return word.slice(0, -form.length);
  }
  return word;
}

/** How many words at the end are a legal form: the longest that is one. */
function finalFormLength(words: readonly string[]): number {
  for (let length = Math.min(MOST_FORM_WORDS, words.length - 1); length > 0; length -= 1) {
    if (FINAL_FORMS.has(words.slice(-length).join(''))) return length;
  }
  return 0;
}

/** One pass: takes a form from the end, the front and the middle. Never the last word there is. */
function withoutForms(words: readonly string[]): readonly string[] {
  let kept = words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
  const last = finalFormLength(kept);
  if (last > 0) kept = kept.slice(0, -last);
  if (kept.length > 1 && LEADING_FORMS.has(kept[0] ?? '')) kept = kept.slice(1);
  kept = kept.filter((word, at) => at === 0 || !CLEAR_FORMS.has(word));
  if (kept.length > 1) kept = kept.filter((word) => !BRACKETED_FORMS.has(word));
  return kept.length === 0 ? words : kept;
}

function bareWords(name: string): readonly string[] {
  const attached = withoutConnectors(wordsOf(name))
    .map(withoutAttached)
    .filter((word) => word !== '');
  let words: readonly string[] = attached.length > 0 ? attached : withoutConnectors(wordsOf(name));
  for (;;) {
    const fewer = withoutConnectors(withoutForms(words));
    if (fewer.length === words.length || fewer.length === 0) return words;
    words = fewer;
  }
}

/** Whether a name is nothing but a legal form that means nothing else (`GmbH`, `GmbH & Co. KG`): it names no firm. */
export function isLegalFormAlone(name: string): boolean {
  const words = bareWords(name);
  return words.length > 0 && words.every((word) => CLEAR_FORMS.has(word));
}

/**
 * Reads a firm's name. Legal forms of many countries, accents, punctuation, capitals and `and` in its spellings don't
 * matter: `Müller & Söhne GmbH & Co. KG` and `MUELLER UND SOEHNE` have one key.
 * @returns null for text without a letter or digit
 */
export function readFirmName(name: string): FirmName | null {
  const words = bareWords(name);
  const text = words.join('');
  if (text === '') return null;
  return { words, text, key: foldUmlauts(text) };
}
