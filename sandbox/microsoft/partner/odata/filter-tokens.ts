import { ODataError } from './odata-error.ts';

export type FilterToken =
  | { readonly kind: 'mark'; readonly value: '(' | ')' | ':' | ',' }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'word'; readonly value: string };

/** Quoted text with doubled quotes inside; a date or number; a word that may be a path; a mark. */
const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d[\w:.+-]*)|([A-Za-z_@][\w./@]*)|([():,]))/y;

/** Cuts a `$filter` into tokens. @throws ODataError where no token starts */
export function filterTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new ODataError('$filter', `nothing understood at position ${start}`);
    const [, quoted, literal, word, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") });
    else if (literal !== undefined) tokens.push({ kind: 'literal', value: literal });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'mark', value: mark as '(' | ')' | ':' | ',' });
  }
  return tokens;
}
