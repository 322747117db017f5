import { searchText } from '../records/search-text.ts';
import type { Accepts } from './measure.ts';
import type { CatalogCertification } from './program-rules.ts';

/** A certification as far as a rule looks at it. */
export interface NamedCertification {
  readonly code: string | null;
  readonly name: string | null;
  readonly level: string | null;
}

/**
 * True when the name fits the pattern, in which `*` stands for any text. Time grows with the length of the name times the number of
 * parts and no faster, whatever the pattern: it may come from a tenant's file.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const text = searchText(name);
  const parts = searchText(pattern).split('*');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > until) return false;
    from = found + part.length;
  }
  return true;
}

/** Does a certification count? */
export function isAccepted(accepts: Accepts, { code, name, level }: NamedCertification): boolean {
  const among = (texts: readonly string[], own: string | null): boolean => {
    if (own === null) return false;
    const wanted = searchText(own);
    return texts.some((text) => searchText(text) === wanted);
  };
  if (among(accepts.codes, code) || among(accepts.levels, level)) return true;
  return name !== null && accepts.names.some((pattern) => fitsPattern(name, pattern));
}

/** What counts, for people to read: the codes that are known, else the patterns themselves. */
export function acceptedCodes(accepts: Accepts, catalog: readonly CatalogCertification[]): string[] {
  const known = catalog.filter((certification) => isAccepted(accepts, certification)).map(({ code }) => code);
  const listed = [...new Set([...accepts.codes, ...known])];
  return listed.length > 0 ? listed : [...accepts.names, ...accepts.levels];
}
