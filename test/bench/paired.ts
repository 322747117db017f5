/** How much longer one thing takes than another, from rounds in which both were done one after the other. */
export interface PairedRatio {
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  /** The middle half of them. */
  readonly low: number;
  readonly high: number;
}

type Work = () => Promise<unknown>;

async function timed(work: Work): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * Times two things in pairs, the first and the second of a pair in turn: what the machine does beside it then hits both.
 * @param rounds after three that are thrown away
 */
export async function pairedRatio(one: Work, other: Work, rounds: number): Promise<PairedRatio> {
  const ratios: number[] = [];
  for (let round = -3; round < rounds; round += 1) {
    const first = round % 2 === 0;
    const [a, b] = first ? [await timed(one), await timed(other)] : [await timed(other), await timed(one)];
    if (round >= 0) ratios.push(first ? a / b : b / a);
  }
  const sorted = ratios.toSorted((x, y) => x - y);
  return { ratio: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75) };
}
