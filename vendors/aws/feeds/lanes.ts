/** Details of a page that are asked for at the same time. */
const LANES = 4;

/**
 * Does the work for each item, a few at a time, and gives the results in the order of the items. After the first failure
 * no further item is begun; it is thrown once the work under way has ended.
 */
export async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
