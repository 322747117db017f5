/** Edits past which two names have nothing to do with each other. */
const MOST_EDITS = 4;

/** Letters to add, drop or replace to turn one word into the other. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The known name that was most likely meant, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  // A name of any length can be set in an environment; a long one is near to nothing.
  if (name.length > 100) return null;
  const ranked = known.map((candidate) => ({ candidate, distance: edits(name, candidate) }));
  const [nearest] = ranked.sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= MOST_EDITS ? nearest.candidate : null;
}
