import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import { startBench, type Bench } from './support/bench.ts';
import { distinctIds, readFeed, type Reading } from './support/reading.ts';
import { survey, type Surveyed } from './support/survey.ts';
import { idleTap, type Tap } from './support/tapped-stand-in.ts';
import { READING_WORKSHOPS } from './support/workshops.ts';

/** Few: a garbled answer is met at once. */
const DEALS = 8;

const NO_JSON = '<html><body>Down for maintenance</body></html>';

/** Records of a whole reading that another one neither brings nor reports as malformed. One without an id may be any. */
function untold(whole: Reading, { records, malformed }: Reading): string[] {
  const reported = malformed.map((item) => item.malformed.remoteId);
  if (reported.includes(null)) return [];
  const read = new Set(distinctIds(records));
  const missing = whole.records.filter(({ record }) => !reported.includes(record.remoteId));
  return distinctIds(missing).filter((id) => !read.has(id));
}

describe.each(READING_WORKSHOPS)('answers of %s that say nothing', (id, workshop) => {
  let bench: Bench;
  const tap: Tap = idleTap();
  let surveyed: readonly Surveyed[] = [];

  beforeAll(async () => {
    bench = await startBench(workshop, { dealsPerPartner: DEALS, tap });
    surveyed = await survey(bench);
  });
  afterAll(() => bench?.close());

  /** What a run ends with when one operation answers with this body and status 200. */
  async function withBody(body: string, where: Surveyed & { readonly operation: string }): Promise<Reading | Error> {
    tap.write = (answer, operation) => (operation === where.operation ? body : JSON.stringify(answer));
    try {
      return await readFeed(bench, where.connection, where.feed);
    } catch (error) {
      if (!isVendorError(error)) throw error;
      return error;
    } finally {
      tap.write = idleTap().write;
    }
  }

  test.each([NO_JSON, '', 'null', '[]', '{}', '"text"', '{"error":{"code":"x"}}'])(
    '%j ends the run as a failure of the vendor, or what is missing is told',
    async (body) => {
      for (const each of surveyed) {
        for (const operation of each.operations) {
          const outcome = await withBody(body, { ...each, operation });
          if (outcome instanceof Error) {
            expect(outcome).toMatchObject({ vendor: id });
            expect([operation, outcome]).toEqual([operation, expect.objectContaining({ kind: 'upstream_error' })]);
            continue;
          }
          // A run that ends well without a record, and does not tell of it, would have it taken for deleted.
          expect([operation, untold(each.reading, outcome)]).toEqual([operation, []]);
        }
      }
    },
  );

  test('no message repeats them, and none has a secret or an address in it', () => {
    expect(bench.watch.messages.length).toBeGreaterThan(0);
    expect(bench.watch.messages.filter((message) => /maintenance|<html>/.test(message))).toEqual([]);
    expect(bench.watch.leaks()).toEqual([]);
  });
});
