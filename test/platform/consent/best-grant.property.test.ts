import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dealRecord } from '../../subgraphs/deals/records.ts';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { openConsentRoom, sum } from './consent-room.ts';

let room: SubgraphTest;
let reseller: TestPartner;

const VENDORS = ['alpha', 'beta'] as const;
const AREAS = ['DEAL', 'LEAD'] as const;
const PLACES = VENDORS.flatMap((vendor) => AREAS.map((area) => ({ vendor, area })));
/** The worst first. */
const LEVELS = ['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL'] as const;
/** The clock stands on the second. */
const DAYS = ['2026-06-14', '2026-06-15', '2026-06-16'] as const;

beforeAll(async () => {
  room = await openConsentRoom();
  reseller = await room.tenants.addPartner('Reseller');
  for (const vendor of VENDORS) {
    const connection = await room.tenants.connect(reseller, vendor);
    for (const area of AREAS) {
      const record = dealRecord({ remoteId: area, name: `${vendor} ${area}`, value: sum() });
      await room.feeder.feed(connection, [record], { area, feed: area });
    }
  }
});
afterAll(() => room.close());

const grants = fc.array(
  fc.record({
    level: fc.constantFrom(...LEVELS),
    vendors: fc.subarray([...VENDORS], { minLength: 1 }),
    areas: fc.subarray([...AREAS], { minLength: 1 }),
    expiresOn: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
    revoked: fc.boolean(),
    toAnother: fc.boolean(),
  }),
  { maxLength: 6 },
);
type Grants = typeof grants extends fc.Arbitrary<infer Value> ? Value : never;

/** The best level that live grants give for a place; -1 for none. */
function bestOf(given: Grants, { vendor, area }: (typeof PLACES)[number]): number {
  const live = given.filter(
    (grant) =>
      !grant.toAnother &&
      !grant.revoked &&
      (grant.expiresOn === undefined || grant.expiresOn >= DAYS[1]) &&
      grant.vendors.includes(vendor) &&
      grant.areas.includes(area),
  );
  return Math.max(-1, ...live.map(({ level }) => LEVELS.indexOf(level)));
}

interface Answer {
  deals: {
    totalCount: number;
    nodes: Array<{ name: string; value: unknown }>;
    notices: Array<{ vendor: { id: string } }>;
  };
}

test('whatever is granted, each record is told as far as the best grant that lives lets it be told, and no further', async () => {
  await fc.assert(
    fc.asyncProperty(grants, async (given) => {
      const [to, another] = [await room.tenants.addPartner(), await room.tenants.addPartner()];
      for (const { toAnother, expiresOn, ...grant } of given) {
        const until = expiresOn === undefined ? {} : { expiresOn };
        await room.tenants.grant({ from: reseller, to: toAnother ? another : to, ...grant, ...until });
      }
      const query =
        '{ deals(sort: [{ field: NAME }]) { totalCount nodes { name value { amount } } notices { code vendor { id } } } }';
      const { deals } = await room.read<Answer>({ as: to, query });
      const told = PLACES.map((place) => ({ ...place, best: bestOf(given, place) }));
      expect(deals.totalCount).toBe(told.filter(({ best }) => best >= 0).length);
      expect(deals.nodes.map(({ name, value }) => [name, value !== null])).toEqual(
        told.filter(({ best }) => best >= 1).map(({ vendor, area, best }) => [`${vendor} ${area}`, best === 2]),
      );
      const limited = told.filter(({ best }) => best === 0 || best === 1).map(({ vendor }) => vendor);
      expect(deals.notices).toEqual([...new Set(limited)].map((id) => ({ code: 'CONSENT_LIMITED', vendor: { id } })));
    }),
    { numRuns: 60 },
  );
}, 60_000);
