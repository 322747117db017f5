import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../../platform/records/dates.ts';
import type { VendorRecord } from '../../../../platform/records/records.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { membershipRecord } from '../records.ts';
import { held, won } from '../standing-records.ts';
import { openStandingRoom, partnerWith, personId, tierId } from '../standing-room.ts';
import { onlyResult, planOf, PROGRESS_FIELDS, type ProgressFigures } from './plan-query.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

const TODAY = '2026-06-15';
const PEOPLE = ['ann', 'ben', 'cem'];
const CODES = ['A-TECH', 'A-EXPERT', 'A-SALES'];

const days = fc.integer({ min: -500, max: 500 }).map((count) => addDays(TODAY, count));
const certification = fc
  .tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...CODES), days, fc.option(days))
  .map(([person, code, issuedOn, expiresOn]): VendorRecord => held(person, code, { issuedOn, expiresOn }));
const deal = fc.tuple(fc.nat({ max: 5 }), days).map(([number, day]): VendorRecord => won(`d${number}`, day));
const records = fc
  .tuple(fc.array(certification, { maxLength: 8 }), fc.array(deal, { maxLength: 4 }))
  .map((all) => all.flat());
const tier = fc.constantFrom('silver', 'gold');

async function progressTo(as: { uuid: string; id: string }, to: string): Promise<ProgressFigures | undefined> {
  const data = await room.read<{ memberships: { nodes: Array<{ progress: ProgressFigures }> } }>({
    as,
    query: `query ($to: ID) { memberships { nodes { progress(to: $to) ${PROGRESS_FIELDS} } } }`,
    variables: { to },
  });
  return data.memberships.nodes[0]?.progress;
}

describe('a tier plan', () => {
  test('begins with what the live progress says, whatever is assumed', async () => {
    await fc.assert(
      fc.asyncProperty(records, tier, days, fc.subarray(PEOPLE), async (known, code, asOf, leaving) => {
        const { partner, connection } = await partnerWith(room, [membershipRecord(), held('ann', 'A-TECH'), ...known]);
        const leavers = leaving.map((person) => personId(connection, person));
        const certifications = [{ person: personId(connection, 'ann'), code: 'A-SALES', vendor: 'alpha', by: TODAY }];
        const plan = await planOf(room, partner, { targets: [tierId(code)], asOf, leavers, certifications });
        expect(onlyResult(plan).before).toEqual(await progressTo(partner, tierId(code)));
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  test('says the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(records, days, async (known, asOf) => {
        const { partner } = await partnerWith(room, [membershipRecord(), ...known]);
        expect(await planOf(room, partner, { asOf })).toEqual(await planOf(room, partner, { asOf }));
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  test('tells the first day from which a target is met, as looking at every day tells it', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }), async (known, offsets) => {
        const { partner, connection } = await partnerWith(room, [
          membershipRecord(),
          held('ann', 'A-TECH'),
          won('x', TODAY),
          won('y', TODAY),
          ...known,
        ]);
        const ann = personId(connection, 'ann');
        const certifications = offsets.map((offset, index) => ({
          person: ann,
          code: CODES[index] ?? 'A-TECH',
          vendor: 'alpha',
          by: addDays(TODAY, offset),
        }));
        const input = { targets: [tierId('silver')], certifications };
        const metOn = async (asOf: string): Promise<boolean> =>
          onlyResult(await planOf(room, partner, { ...input, asOf })).after.met;
        let first: string | null = null;
        for (let offset = 12; offset >= 0 && (await metOn(addDays(TODAY, offset))); offset -= 1)
          first = addDays(TODAY, offset);
        const plan = await planOf(room, partner, { ...input, asOf: addDays(TODAY, 12) });
        expect(onlyResult(plan).reachedOn).toBe(first);
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});
