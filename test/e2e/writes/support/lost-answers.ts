import { expect } from '@jest/globals';
import { lines, ourNumber, seeConnections, untilWrite, type SeenDeal } from './graph.ts';
import { callsOf, recordsOf, setFaults } from './stand-ins.ts';
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
export function loseAnswer(
  house: WritingHouse,
  { vendor, operation, as }: Losing,
  id: string,
  begin: () => Promise<unknown> = () => house.hurry(),
): Promise<SeenDeal> {
  return untilUncertain(house, { vendor, operation, faults: { commitThenFail: { as } } }, id, begin);
}

/** The same for calls that never arrive: nothing is done there. */
export function callsAreLost(
  house: WritingHouse,
  { vendor, operation }: Omit<Losing, 'as'>,
  id: string,
  begin: () => Promise<unknown>,
): Promise<SeenDeal> {
  return untilUncertain(house, { vendor, operation, faults: { reset: true } }, id, begin);
}

async function untilUncertain(
  house: WritingHouse,
  { vendor, operation, faults }: Omit<Losing, 'as'> & { readonly faults: object },
  id: string,
  begin: () => Promise<unknown>,
): Promise<SeenDeal> {
  const before = (await callsOf(house, vendor))[operation] ?? 0;
  await setFaults(house, vendor, { ...faults, operations: [operation] });
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

/** What the user sees while nobody knows. */
export function expectUncertain(deal: SeenDeal, operation: string): void {
  expect(deal.pendingWrite).toMatchObject({ state: 'UNCERTAIN', operation, fieldErrors: [] });
  expect(deal.pendingWrite.attempts).toBeGreaterThan(0);
  expect(deal.pendingWrite.reason).not.toBeNull();
}

/** One record with our number, which is the deal's, and nothing on its way any more. */
export async function expectOneRecord(house: WritingHouse, deal: SeenDeal): Promise<void> {
  expect(await recordsOf(house, deal.vendor.id, ourNumber(deal.id))).toEqual([
    expect.objectContaining({ id: deal.source.remoteId }),
  ]);
  expect(lines(deal)).toContain('RECONCILED');
  expect(lines(deal)).not.toContain('WRITE_FAILED');
  expect((await seeConnections(house))[deal.vendor.id]?.queuedWrites).toBe(0);
}
