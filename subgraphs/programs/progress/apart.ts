/** A number of people that is asked for, and who would do. */
export interface Seats {
  readonly needed: number;
  /** In a stable order. */
  readonly people: readonly string[];
}

/**
 * Seats people where each may sit in one place only, so that the mean of the filled shares is as high as can be. Who is left
 * over sits with the first that would have them, beyond what it needs.
 *
 * The fillings that are possible form a matroid, so taking the worthiest seat first (of the fewest) and moving people about where
 * that makes room (augmenting paths) gives the best there is, and no seat once filled is lost again.
 * @returns people by place, in the order of the places
 */
export function seatApart(places: readonly Seats[]): string[][] {
  const seatOf = new Map<string, number>();
  const taken = places.map(() => 0);

  const seat = (place: number, tried: Set<string>): boolean => {
    for (const person of places[place]?.people ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const now = seatOf.get(person);
      if (now === place) continue;
      if (now === undefined || seat(now, tried)) {
        seatOf.set(person, place);
        return true;
      }
    }
    return false;
  };

  const needOf = (place: number): number => places[place]?.needed ?? 0;
  const worthiestFirst = places.map((_, index) => index).toSorted((a, b) => needOf(a) - needOf(b) || a - b);
  for (const place of worthiestFirst) {
    while ((taken[place] ?? 0) < needOf(place) && seat(place, new Set())) taken[place] = (taken[place] ?? 0) + 1;
  }
  const rows = places.map((): string[] => []);
  places.forEach(({ people }, place) => {
    for (const person of people) if (!seatOf.has(person)) seatOf.set(person, place);
  });
  places.forEach(({ people }, place) => {
    for (const person of people) if (seatOf.get(person) === place) rows[place]?.push(person);
  });
  return rows;
}

/** How many of the needed seats can be filled at most, by some of the people or by all. */
function mostFilled(places: readonly Seats[], mayCome: (person: string) => boolean): number {
  const open = places.map(({ needed, people }) => ({ needed, people: people.filter(mayCome) }));
  return seatApart(open).reduce((sum, row, index) => sum + Math.min(row.length, open[index]?.needed ?? 0), 0);
}

/**
 * How many more people a place has than it needs, once all others have theirs; below zero when it lacks some. All of its
 * people are its own but for those whom the others can't do without.
 * @param place index of the place
 */
export function slackApart(places: readonly Seats[], place: number): number {
  const asked = places[place];
  if (!asked) return 0;
  const others = places.filter((_, index) => index !== place);
  const own = new Set(asked.people);
  const lent = mostFilled(others, () => true) - mostFilled(others, (person) => !own.has(person));
  return own.size - lent - asked.needed;
}
