import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { saveReportedNumber } from '../../../subgraphs/programs/index.ts';
import { tierId } from '../../subgraphs/programs/standing-room.ts';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { addGrantee, addReseller, MONEY, openConsentRoom } from './consent-room.ts';
import { untilChangesAreTold } from './until-told.ts';

let room: SubgraphTest;
let reseller: TestPartner;
let full: TestPartner;
let masked: TestPartner;

beforeAll(async () => {
  room = await openConsentRoom();
  reseller = (await addReseller(room)).partner;
  full = await addGrantee(room, reseller);
  masked = await addGrantee(room, reseller, { level: 'DEALS_NO_VALUE' });
  await untilChangesAreTold(room.database.kysely);
});
afterAll(() => room.close());

const MONEY_FIELDS = '{ amount currency in(currency: "EUR") { amount } }';
const SOURCE = 'source { remoteId stale ageSeconds deletedUpstream }';
const CUSTOMER = 'customer { name country city }';
const DEAL = `id name dealStatus closeOn ${CUSTOMER} value ${MONEY_FIELDS} raw ${SOURCE} history { kind note }`;
const BID = `id number ${CUSTOMER} consumption raw ${SOURCE}
  lines { description approvedQuantity remainingQuantity msrp ${MONEY_FIELDS} price ${MONEY_FIELDS} }`;
const REQUEST = ['requested', 'approved', 'claimed', 'paid'].map((name) => `${name} ${MONEY_FIELDS}`).join(' ');
const BENEFIT = `id name benefitStatus raw ${SOURCE} allocated ${MONEY_FIELDS} used ${MONEY_FIELDS} remaining ${MONEY_FIELDS}
  requests { id activity raw ${REQUEST} } history { to note }`;

/** What a record is asked for, wherever it is met. */
const SELECTIONS = {
  deals: [
    ['a list of deals', `{ deals(sort: [{ field: NAME }]) { totalCount nodes { ${DEAL} specialBids { ${BID} } } } }`],
    ['deals under another sort', `{ deals(sort: [{ field: CLOSE_ON, direction: DESC }]) { nodes { ${DEAL} } } }`],
    ['special bids', `{ specialBids { totalCount nodes { ${BID} matchedDeal { ${DEAL} } } } }`],
    ['the protection clock', `{ protectionClock(withinDays: 90) { on kind deal { ${DEAL} } specialBid { ${BID} } } }`],
    [
      'a check for conflicts',
      `{ checkDealConflicts(input: { customer: { name: "Acme Werke", country: "DE" }, drafts: [{ vendor: "alpha" }] }) {
        clear conflicts { kind severity score advice evidence { hidden deal { ${DEAL} } specialBid { ${BID} } } }
      } }`,
    ],
    [
      'deals in groups',
      '{ dealStats(groupBy: [STATUS], currency: "USD") { keys { value } count value { amount } wonRate incomplete } }',
    ],
  ],
  benefits: [['a list of benefits', `{ benefits { totalCount nodes { ${BENEFIT} } } }`]],
  connections: [['changes', '{ changes { changes { action kind nodeId fields } } }']],
} as const;

const WITHHELD = ['raw', 'note'];

/** An answer as it is without the money in it: the same, but for what is money or may tell of it. */
function withoutMoney(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMoney);
  if (value === null || typeof value !== 'object') return value;
  if ('amount' in value) return null;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      WITHHELD.includes(name) ? null : name === 'fields' ? [] : withoutMoney(member),
    ]),
  );
}

describe('a grant of the level DEALS_NO_VALUE', () => {
  const cases = Object.entries(SELECTIONS).flatMap(([graph, each]) =>
    each.map(([title, query]) => ({ graph, title, query })),
  );

  test.each(cases)('shows $title like a full one, with every sum of money null', async ({ graph, title, query }) => {
    const open = await room.read<object>({ as: full, graph, query });
    const closed = await room.read<object>({ as: masked, graph, query });
    expect(closed).toEqual(withoutMoney(open));
    expect(JSON.stringify(closed)).not.toContain(MONEY);
    // Or there would be nothing to keep back.
    if (title !== 'changes') expect(JSON.stringify(open)).toContain(MONEY);
  });

  test('gives nodes that the gateway fetches without money too', async () => {
    const { deals } = await room.read<{ deals: { nodes: Array<{ id: string }> } }>({
      as: full,
      query: '{ deals { nodes { id } } }',
    });
    for (const { id } of deals.nodes) {
      const wanted = { type: 'Deal', id, selection: DEAL };
      const open = await room.reference(full, wanted);
      expect(JSON.stringify(open)).toContain(MONEY);
      expect(await room.reference(masked, wanted)).toEqual(withoutMoney(open));
    }
  });

  test('keeps the order of values to itself: whichever way they are sorted, the deals come in the same order', async () => {
    const by = (as: TestPartner, direction: string): Promise<string[]> =>
      room
        .read<{ deals: { nodes: Array<{ id: string }> } }>({
          as,
          query: `{ deals(sort: [{ field: VALUE, direction: ${direction} }]) { nodes { id } } }`,
        })
        .then(({ deals }) => deals.nodes.map(({ id }) => id));
    expect(await by(full, 'ASC')).not.toEqual(await by(full, 'DESC'));
    const ids = await by(masked, 'ASC');
    expect(ids).toHaveLength(4);
    expect(await by(masked, 'DESC')).toEqual(ids);
    expect(ids).toEqual(ids.toSorted((a, b) => (decoded(a) < decoded(b) ? -1 : 1)));
  });

  test('keeps its money out of every sum and filter: what is left is not known to be left', async () => {
    const risk = '{ benefitsAtRisk(withinDays: 365, currency: "EUR") { total { amount } items { benefit { id } } } }';
    const asked = { graph: 'benefits', query: risk };
    const { benefitsAtRisk } = await room.read<{ benefitsAtRisk: { items: unknown[] } }>({ as: full, ...asked });
    expect(benefitsAtRisk.items).toHaveLength(2);
    expect(await room.read({ as: masked, ...asked })).toEqual({
      benefitsAtRisk: { total: { amount: '0' }, items: [] },
    });
    const left = '{ benefits(filter: { withRemaining: true }) { totalCount } }';
    const count = (as: TestPartner) =>
      room.read<{ benefits: { totalCount: number } }>({ as, graph: 'benefits', query: left });
    expect(await count(full)).toEqual({ benefits: { totalCount: 2 } });
    expect(await count(masked)).toEqual({ benefits: { totalCount: 0 } });
  });

  test('opens no payload, no run and no connection', async () => {
    const { partner, connection } = await addReseller(room);
    const to = await addGrantee(room, partner, { level: 'DEALS_NO_VALUE' });
    const connectionId = Buffer.from(`Connection:${connection.id}`).toString('base64url');
    const query = `{ node(id: "${connectionId}") { id } }`;
    expect(await room.read({ as: to, graph: 'connections', query })).toEqual({ node: null });
    expect(await room.read({ as: partner, graph: 'connections', query })).toEqual({ node: { id: connectionId } });
  });

  test('says so in a notice, where the list tells of money, and nowhere else', async () => {
    const notices = async (graph: string, list: string): Promise<unknown> => {
      const query = `{ ${list} { notices { code vendor { id } message } } }`;
      const data = await room.read<Record<string, { notices: unknown }>>({ as: masked, graph, query });
      return Object.values(data)[0]?.notices;
    };
    const limited = { code: 'CONSENT_LIMITED', vendor: { id: 'alpha' }, message: expect.stringContaining('money') };
    expect(await notices('deals', 'deals')).toEqual([limited]);
    expect(await notices('deals', 'specialBids(filter: { vendor: ["alpha"] })')).toEqual([limited]);
    expect(await notices('benefits', 'benefits')).toEqual([limited]);
    expect(await notices('certifications', 'certifications')).toEqual([]);
    expect(await notices('deals', 'deals(filter: { vendor: ["beta"] })')).not.toContainEqual(limited);
  });

  test('of one area leaves another that is granted in full as it is', async () => {
    const to = await addGrantee(room, reseller, { level: 'DEALS_NO_VALUE', areas: ['DEAL', 'LEAD'] });
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['LEAD'] });
    const query = '{ deals(sort: [{ field: NAME }]) { nodes { name value { amount } } } }';
    const { deals } = await room.read<{ deals: { nodes: Array<{ name: string; value: unknown }> } }>({ as: to, query });
    expect(deals.nodes.map(({ name, value }) => [name, value !== null])).toEqual([
      ['Offer', true],
      ['Open deal', false],
      ['Smaller deal', false],
      ['Won deal', false],
    ]);
  });

  test('takes nothing from a full grant of the same', async () => {
    const to = await addGrantee(room, reseller, { level: 'DEALS_NO_VALUE' });
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['DEAL', 'LEAD'] });
    const query = `{ deals { nodes { ${DEAL} } notices { code } } }`;
    const own = '{ deals { nodes { value { amount } } notices { code } } }';
    expect(await room.read({ as: to, query })).toMatchObject({ deals: { notices: [] } });
    expect(JSON.stringify(await room.read({ as: to, query: own }))).toContain(MONEY);
  });
});

describe('how far a reseller is from a tier', () => {
  const QUERY = '{ memberships { nodes { progress(to: "GOLD") { requirements { label actual } unknown } } } }';
  interface Progress {
    requirements: Array<{ label: string; actual: string }>;
    unknown: string[];
  }

  const progressOf = async (as: TestPartner): Promise<Progress | undefined> => {
    const query = QUERY.replace('GOLD', tierId('gold'));
    const data = await room.read<{ memberships: { nodes: Array<{ progress: Progress }> } }>({
      as,
      graph: 'programs',
      query,
    });
    return data.memberships.nodes[0]?.progress;
  };

  test('is not told by what won deals brought and by what was reported, which are neither nought nor a sum', async () => {
    const owner = (await addReseller(room)).partner;
    const report = { partnerId: owner.uuid, vendorId: 'alpha', program: 'main', portfolio: null, key: 'references' };
    await room.tenants.as(owner, 'partnergraph_app', (trx) =>
      saveReportedNumber(trx, {
        ...report,
        amount: `${MONEY}4`,
        from: '2026-01-01',
        source: 'a letter',
        now: room.clock.now(),
      }),
    );
    const [open, closed] = [await addGrantee(room, owner), await addGrantee(room, owner, { level: 'DEALS_NO_VALUE' })];
    const told = await progressOf(open);
    expect(told?.requirements).toEqual(
      expect.arrayContaining([
        { label: 'revenue', actual: expect.stringContaining(MONEY) },
        { label: 'references', actual: `${MONEY}4` },
      ]),
    );
    const kept = await progressOf(closed);
    expect(kept?.requirements.map(({ label }) => label)).not.toEqual(expect.arrayContaining(['revenue']));
    expect(kept?.requirements.map(({ label }) => label)).not.toEqual(expect.arrayContaining(['references']));
    expect(kept?.unknown).toEqual(
      expect.arrayContaining([
        'revenue: the partner does not share the values of its deals of Alpha Systems with you.',
        'references: the partner does not share with you what it has reported.',
      ]),
    );
  });
});

function decoded(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8');
}
