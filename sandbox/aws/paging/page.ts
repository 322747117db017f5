import { createHash } from 'node:crypto';
import { SeededRandom } from '../../kernel/random.ts';
import { invalidRequest } from '../errors.ts';
import type { PageTokens, Position } from './page-token.ts';

/** An item's place in its list: the value it is sorted by, and its id. */
export type Place = readonly [key: string | number, id: string];

/** A list that is to be handed over in pages. */
export interface PagedList<T> {
  readonly items: readonly T[];
  readonly placeOf: (item: T) => Place;
  readonly descending: boolean;
  /** Operation, account and filters: a token is good for the same text only. */
  readonly query: string;
  readonly token: string | null;
  readonly size: number;
  /** The fault of the same name: each page but the first comes after a repetition of the page before. */
  readonly duplicatePages: boolean;
  /** Name of the member that holds the token, for the error. */
  readonly tokenMember: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

/** One place in this many hands out an empty page with a token first: legal, and met in practice. */
const EMPTY_PAGE_CHANCE = 1 / 8;

function compare(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

/** Hands lists over in pages that go on after the last item, so that changes in between repeat items but skip none. */
export class Pager {
  private readonly tokens: PageTokens;
  private readonly seed: number;

  constructor(tokens: PageTokens, seed: number) {
    this.tokens = tokens;
    this.seed = seed;
  }

  /** @throws AwsError ValidationException for a token that is unknown or belongs to another query */
  page<T>(list: PagedList<T>): Page<T> {
    const direction = list.descending ? -1 : 1;
    const sorted = list.items
      .map((item) => ({ item, place: list.placeOf(item) }))
      .sort((a, b) => direction * compare(a.place, b.place));
    const position = this.position(list);
    const afterPlace = (place: Place | null): typeof sorted =>
      place ? sorted.filter((entry) => direction * compare(entry.place, place) > 0) : sorted;

    const rest = afterPlace(position.after);
    if (list.duplicatePages && position.after && !position.repeated) {
      const again = afterPlace(position.before).slice(0, list.size);
      return { items: again.map(({ item }) => item), nextToken: this.tokens.write({ ...position, repeated: true }) };
    }
    if (rest.length > 0 && !position.emptied && this.isEmptyHere(position)) {
      return { items: [], nextToken: this.tokens.write({ ...position, emptied: true }) };
    }
    const taken = rest.slice(0, list.size);
    const last = taken.at(-1);
    const items = taken.map(({ item }) => item);
    if (!last || taken.length === rest.length) return { items, nextToken: null };
    const next = { query: position.query, after: last.place, before: position.after, emptied: false, repeated: false };
    return { items, nextToken: this.tokens.write(next) };
  }

  private isEmptyHere(position: Position): boolean {
    const random = new SeededRandom(`${this.seed}:aws:empty page:${position.query}:${position.after?.join(':') ?? ''}`);
    return random.chance(EMPTY_PAGE_CHANCE);
  }

  private position<T>(list: PagedList<T>): Position {
    const query = createHash('sha256').update(list.query).digest('base64url');
    if (list.token === null) return { query, after: null, before: null, emptied: false, repeated: false };
    const position = this.tokens.read(list.token);
    if (position?.query === query) return position;
    const message = 'The token is not valid for this request.';
    throw invalidRequest([{ field: list.tokenMember, message, code: 'INVALID_VALUE' }]);
  }
}
