import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import { fold } from '../../wire/texts.ts';
import { PRODUCTS, SOLUTION_CATEGORIES } from '../form/picklists.ts';

/** Entries of a list of a referral, as they are there. */
export type Entries = readonly JsonValue[];

export interface ProductLists {
  readonly products: Entries;
  readonly solutions: Entries;
  /** Places in the deal's own list that are no word of Microsoft's. */
  readonly unknown: readonly number[];
}

const category = (id: string): JsonValue => ({ id, name: id, type: 'Category' });

/** A solution of the partner's own, from Microsoft's catalog [LRN create-a-referral]. */
const ownSolution = (id: string): JsonValue => ({ id, name: id, type: 'Name' });

function isOwn(entry: JsonValue): boolean {
  return fold(textMember(entry, 'type')) === 'name';
}

/** Microsoft's spelling of one of its words; undefined for other words. */
export function wordOf(list: readonly string[], word: string): string | undefined {
  return list.find((known) => fold(known) === fold(word));
}

/**
 * The deal's one list of products as Microsoft's two. What the referral already has under that id or name stays as it is;
 * the partner's own solution is another member of the deal, and stays.
 * @param current the two lists as they are at Microsoft; empty for a new deal
 */
export function productLists(
  wanted: readonly string[],
  current: { readonly products: Entries; readonly solutions: Entries },
): ProductLists {
  const products: JsonValue[] = [];
  const solutions = current.solutions.filter(isOwn);
  const unknown: number[] = [];
  wanted.forEach((word, at) => {
    const product = entryFor(current.products, word) ?? idEntry(wordOf(PRODUCTS, word));
    if (product) return addOnce(products, product);
    const known = wordOf(SOLUTION_CATEGORIES, word);
    const solution = entryFor(current.solutions, word) ?? (known === undefined ? undefined : category(known));
    if (solution) addOnce(solutions, solution);
    else unknown.push(at);
  });
  return { products, solutions, unknown };
}

function addOnce(entries: JsonValue[], entry: JsonValue): void {
  if (!entries.some((known) => isDeepStrictEqual(known, entry))) entries.push(entry);
}

function entryFor(entries: Entries, word: string): JsonValue | undefined {
  return entries.find((entry) =>
    [textMember(entry, 'id'), textMember(entry, 'name')].some((text) => isWord(text, word)),
  );
}

function isWord(text: string | null, word: string): boolean {
  return text !== null && fold(text) === fold(word);
}

function idEntry(id: string | undefined): JsonValue | undefined {
  return id === undefined ? undefined : { id };
}

/** The list with the partner's own solution in it. */
export function withOwnSolution(solutions: Entries, id: string): Entries {
  return entryFor(solutions, id) ? solutions : [...solutions.filter((entry) => !isOwn(entry)), ownSolution(id)];
}
