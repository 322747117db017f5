/** The two media types of a GraphQL answer. */
export const JSON_TYPE = 'application/json';
export const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json';

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

function readAccept(accept: string): MediaRange[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const parsed = quality === undefined ? 1 : Number(quality);
    return { type, quality: parsed >= 0 && parsed <= 1 ? parsed : 0 };
  });
}

/** How closely a range names a type: 0 not at all, 3 by its full name. */
function closeness(range: string, type: string): number {
  if (range === type) return 3;
  if (range === `${type.split('/')[0]}/*`) return 2;
  return range === '*/*' ? 1 : 0;
}

/**
 * What a caller would rather have (RFC 9110): of the types on offer, the one with the highest quality, and among equals
 * the one that its Accept header names first.
 * @param offers in our own order of preference, which decides where the caller has none
 * @returns the first offer when there is no Accept header; null when the header takes none of them
 */
export function preferredType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | null {
  if (accept === undefined || accept.trim() === '') return offers[0] ?? null;
  const ranges = readAccept(accept);
  const rated = offers.map((type) => {
    const best = ranges
      .map((range, place) => ({ place, quality: range.quality, close: closeness(range.type, type) }))
      .filter((match) => match.close > 0)
      .toSorted((a, b) => b.close - a.close)[0];
    return { type, best };
  });
  const accepted = rated.flatMap(({ type, best }) => (best && best.quality > 0 ? [{ type, ...best }] : []));
  return accepted.toSorted((a, b) => b.quality - a.quality || b.close - a.close || a.place - b.place)[0]?.type ?? null;
}
