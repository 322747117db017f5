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

/**
 * How many more people a place has than it needs, once all others have theirs; below zero when it lacks some.
 * @param place index of the place
 */
export function slackApart(places: readonly Seats[], place: number): number {
  const asked = places[place];
  if (!asked) return 0;
  // Its own need is asked last and without an end, so that it gets what the others can spare.
  const most = asked.people.length;
  const others = places.filter((_, index) => index !== place);
  const filled = seatApart(others).reduce(
    (sum, people, index) => sum + Math.min(people.length, others[index]?.needed ?? 0),
    0,
  );
  let slack = -asked.needed;
  for (let wanted = 1; wanted <= most; wanted += 1) {
    const all = seatApart([...others, { ...asked, needed: wanted }]);
    const stillFilled = others.reduce((sum, { needed }, index) => sum + Math.min(all[index]?.length ?? 0, needed), 0);
    if (stillFilled < filled || (all.at(-1)?.length ?? 0) < wanted) break;
    slack += 1;
  }
  return slack;
}
