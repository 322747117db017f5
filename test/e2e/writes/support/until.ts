const PATIENCE_MS = 25_000;
const LOOK_MS = 25;

/**
 * Looks again and again until what is seen is as wanted.
 * @returns what was seen then
 * @throws Error with what was seen last when it never is
 */
export async function until<T>(look: () => Promise<T>, isWanted: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isWanted(seen)) return seen;
    if (Date.now() > end) throw new Error(`what was waited for did not come about; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
