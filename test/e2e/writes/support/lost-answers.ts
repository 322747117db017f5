import { untilWrite, type SeenDeal } from './graph.ts';
import { callsOf, setFaults } from './stand-ins.ts';
import { until } from './until.ts';
import type { WritingHouse } from './writing-house.ts';

/** How an answer is lost after the vendor has done what was asked. */
export const WAYS = ['reset', 'hang', 'status', 'truncate'] as const;
export type Way = (typeof WAYS)[number];

/** Answers that are lost: of which operation of which vendor, and how. */
export interface Losing {
  readonly vendor: string;
  readonly operation: string;
  readonly as: Way;
}

/**
 * Loses the answers of an operation from now on, those of others no more, and waits until the user sees that nobody
 * knows what became of the deal's write.
 */
export async function loseAnswer(
  house: WritingHouse,
  { vendor, operation, as }: Losing,
  id: string,
  begin: () => Promise<unknown> = () => house.hurry(),
): Promise<SeenDeal> {
  const before = (await callsOf(house, vendor))[operation] ?? 0;
  await setFaults(house, vendor, { commitThenFail: { as }, operations: [operation] });
  await begin();
  await until(
    async () => (await callsOf(house, vendor))[operation] ?? 0,
    (made) => made > before,
  );
  return untilWrite(house, id, 'UNCERTAIN');
}

/** Answers arrive again, and the time passes that a vendor may be late. @returns the deal when all of it is known */
export async function answersArrive(house: WritingHouse, vendor: string, id: string): Promise<SeenDeal> {
  await setFaults(house, vendor, null);
  await house.hurry();
  return untilWrite(house, id, 'CLEAN');
}
