import type { SweepReport } from '../../sweep.ts';

const WORDS: Readonly<Record<keyof SweepReport, string>> = {
  recordsWithoutOperation: 'is at the vendor, although no submission of it ended well',
  operationsWithoutRecord: 'was submitted, and the vendor does not list it',
  secondRecords: 'is a second record of a deal at the vendor',
};

/** A sweep as a person reads it: a line for each row to look at. @param found by partner, those with findings alone */
export function tellSweep(found: ReadonlyMap<string, SweepReport>): string[] {
  const lines = [...found].flatMap(([partner, report]) =>
    (Object.keys(WORDS) as Array<keyof SweepReport>).flatMap((kind) =>
      report[kind].map((id) => `Partner ${partner}: the deal ${id} ${WORDS[kind]}.`),
    ),
  );
  return lines.length > 0 ? lines : ['Writes and vendor records match.'];
}
