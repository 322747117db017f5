/**
 * Text as it is searched and sorted: without case, accents, doubled spaces and what no stored text can hold. The same function makes the stored
 * column and reads the query, so that both always agree.
 */
export function searchText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\0]+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A LIKE pattern that finds the text anywhere; the text's own wildcards are taken as they are. */
export function containsPattern(text: string): string {
  return `%${searchText(text).replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
}
