import { QueryError } from './query-error.ts';

export type QueryToken =
  | { readonly kind: 'text' | 'number' | 'word'; readonly value: string }
  | { readonly kind: 'mark'; readonly value: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)\b|([A-Za-z_]\w*)|(>=|<=|!=|[=<>(),]))/y;

/** Cuts a query into tokens. @throws QueryError where no token starts */
export function queryTokens(text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new QueryError(`Nothing understood at position ${start} of the query.`);
    const [, quoted, number, word, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'mark', value: mark ?? '' });
  }
  return tokens;
}
