import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CustomerRecord, DealRecord } from '../../../platform/records/records.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { FILE_SOURCE, FILE_VENDOR, TEST_VENDORS } from '../support/test-vendors.ts';
import { PORTAL_SUBMIT_ONLY } from '../support/writing-vendors.ts';
import { customer, dealRecord } from './records.ts';
import { ruledProgram } from './rules.ts';

let room: SubgraphTest;

/** A vendor of which bids alone are read. */
const NO_DEALS = {
  facts: { ...TEST_VENDORS[2].facts, id: 'bids', name: 'Bids Only' },
  feeds: [{ name: 'bids', area: 'SPECIAL_BID', kinds: [], support: 'FULL', transport: 'API', mode: 'full' }],
} as const;

const RULED = ruledProgram({
  directSegments: ['Public sector'],
  minimumDealValue: { value: { amount: '1000', currency: 'USD' }, source: 'A guide', confidence: 'LOW' },
});

beforeAll(async () => {
  const [alpha, beta, gamma] = TEST_VENDORS;
  const ruled = { ...alpha, facts: { ...alpha.facts, programs: [RULED] } };
  room = await openSubgraphTest({
    modules: [dealsModule],
    ingests: dealIngests,
    vendors: createVendorDirectory([
      ruled,
      { ...beta, writes: PORTAL_SUBMIT_ONLY },
      { ...gamma, writes: PORTAL_SUBMIT_ONLY },
      FILE_VENDOR,
      FILE_SOURCE,
      NO_DEALS,
    ]),
    rates: [{ date: '2026-06-12', currency: 'USD', rate: '2', source: 'the tests' }],
  });
});
afterAll(() => room.close());

interface Found {
  kind: string;
  severity: string;
  draftIndex: number;
  score: string;
  matchedOn: string[];
  evidence: { hidden: boolean; deal: { name: string; partner: { id: string } } | null; rule: string | null };
  advice: string;
}
interface Report {
  clear: boolean;
  conflicts: Found[];
  checked: Array<{ vendor: { id: string }; fetchedAt: string | null; stale: boolean }>;
  notices: Array<{ code: string; message: string; vendor: { id: string } }>;
}

const QUERY = `query ($input: ConflictCheckInput!) {
  checkDealConflicts(input: $input) {
    clear
    conflicts {
      kind severity draftIndex score matchedOn advice
      evidence { hidden deal { id name partner { id } source { stale } } rule }
    }
    checked { vendor { id } fetchedAt stale }
    notices { code message vendor { id } }
  }
}`;

const ACME = { name: 'Acme GmbH', country: 'DE' };

interface Asked {
  readonly partner?: string;
  readonly customer?: object;
  readonly drafts?: readonly object[];
}

const variablesOf = (asked: Asked): { input: object } => ({
  input: { customer: ACME, drafts: [{ vendor: 'alpha' }], ...asked },
});

async function check(as: TestPartner, asked: Asked = {}): Promise<Report> {
  const data = await room.read<{ checkDealConflicts: Report }>({ as, query: QUERY, variables: variablesOf(asked) });
  return data.checkDealConflicts;
}

async function refusal(as: TestPartner, asked: Asked): Promise<[unknown, unknown]> {
  const { data, errors } = await room.ask({ as, query: QUERY, variables: variablesOf(asked) });
  expect(data).toBeNull();
  return [errors[0]?.message, errors[0]?.extensions];
}

async function connected(
  partner: TestPartner,
  vendor: string,
  records: readonly DealRecord[],
): Promise<TestConnection> {
  const connection = await room.tenants.connect(partner, vendor);
  await room.feeder.feed(connection, records, { area: 'DEAL' });
  await room.tenants.reportFeed(connection, { feed: 'main', area: 'DEAL' });
  return connection;
}

async function holder(...told: ReadonlyArray<Partial<DealRecord>>): Promise<TestPartner> {
  const partner = await room.tenants.addPartner();
  await connected(
    partner,
    'alpha',
    told.map((each, number) => dealRecord({ remoteId: `D-${number}`, ...each })),
  );
  return partner;
}

const acme = (told: Partial<CustomerRecord> = {}): CustomerRecord => customer({ name: 'ACME', country: 'DE', ...told });

const named = (report: Report): unknown[] => report.conflicts.map(({ evidence }) => evidence.deal?.name);

describe('a check for conflicts', () => {
  test('is clear when nothing was found and every source is fresh', async () => {
    expect(await check(await holder({ customer: customer({ name: 'Zenith', country: 'DE' }) }))).toEqual({
      clear: true,
      conflicts: [],
      checked: [{ vendor: { id: 'alpha' }, fetchedAt: room.clock.now().toISOString(), stale: false }],
      notices: [],
    });
  });

  test('tells what was found, why, how sure it is and what to do', async () => {
    const partner = await holder({
      name: 'There',
      status: 'APPROVED',
      customer: acme({ website: 'https://www.acme.de' }),
    });
    const report = await check(partner, { customer: { ...ACME, website: 'acme.de/start', duns: '069032677' } });
    expect(report).toMatchObject({
      clear: false,
      conflicts: [
        {
          kind: 'SAME_VENDOR_SAME_CUSTOMER',
          severity: 'BLOCKING',
          draftIndex: 0,
          score: '0.97',
          matchedOn: ['website', 'name', 'country'],
          evidence: { hidden: false, deal: { name: 'There', partner: { id: partner.id } }, rule: null },
          advice: 'You have a deal with this customer registered with Alpha Systems: it would refuse a second one.',
        },
      ],
    });
  });

  test.each<[string, Partial<CustomerRecord>, object]>([
    ['the legal form', { name: 'Acme Ltd.' }, { name: 'ACME GmbH & Co. KG' }],
    ['accents and umlauts', { name: 'Müller & Söhne' }, { name: 'Mueller und Soehne AG' }],
    ['punctuation and spaces', { name: 'Coca-Cola' }, { name: 'COCA COLA Company' }],
    ['a website alone', { name: 'Other', website: 'http://acme.de' }, { name: 'Acme', website: 'www.acme.de' }],
    ['a number alone', { name: 'Other', duns: '06-903-2677' }, { name: 'Acme', duns: '069032677' }],
    ['a name that goes on', { name: 'Contoso Europe' }, { name: 'Contoso' }],
    ['a name that stops earlier', { name: 'Contoso' }, { name: 'Contoso Europe B.V.' }],
    ['another script', { name: '株式会社アクメ' }, { name: 'アクメ' }],
  ])('finds the customer over %s', async (_what, stored, asked) => {
    const partner = await holder({ name: 'There', customer: customer({ country: 'DE', ...stored }) });
    expect(named(await check(partner, { customer: { country: 'DE', ...asked } }))).toEqual(['There']);
  });

  test.each<[string, Partial<CustomerRecord>]>([
    ['of another name', { name: 'Acmetal', country: 'DE' }],
    ['of the same name with another number', { name: 'Acme', duns: '123456789' }],
  ])('does not take a customer %s for the same', async (_what, stored) => {
    const partner = await holder({ customer: customer(stored) });
    expect(await check(partner, { customer: { ...ACME, duns: '069032677' } })).toMatchObject({
      clear: true,
      conflicts: [],
    });
  });

  test('judges each draft by its own vendor, the gravest first', async () => {
    const partner = await holder(
      { name: 'open', status: 'APPROVED', customer: acme() },
      { name: 'refused', status: 'REJECTED', customer: acme({ website: 'acme.de' }) },
      { name: 'declined', status: 'DECLINED', customer: acme() },
      { name: 'lost', status: 'LOST', customer: acme() },
    );
    const drafts = [{ vendor: 'alpha' }, { vendor: 'gamma' }];
    const { conflicts } = await check(partner, { drafts });
    expect(conflicts.map((each) => [each.draftIndex, each.kind, each.severity, each.evidence.deal?.name])).toEqual([
      [0, 'SAME_VENDOR_SAME_CUSTOMER', 'BLOCKING', 'open'],
      [0, 'PRIOR_REJECTION', 'WARNING', 'refused'],
      [0, 'PRIOR_REJECTION', 'INFO', 'declined'],
      [1, 'COMPETING_VENDOR', 'WARNING', 'open'],
    ]);
  });

  test('remembers a refusal that the vendor no longer lists, and forgets other deals that are gone', async () => {
    const partner = await room.tenants.addPartner();
    const connection = await connected(partner, 'alpha', [
      dealRecord({ remoteId: 'D-1', name: 'refused', status: 'REJECTED', customer: acme() }),
      dealRecord({ remoteId: 'D-2', name: 'gone', status: 'APPROVED', customer: acme() }),
    ]);
    const run = '11111111-1111-4111-8111-111111111111';
    await room.feeder.markUnseen(connection, 'deal', { area: 'DEAL', run });
    expect(named(await check(partner))).toEqual(['refused']);
  });

  test('follows a customer whose name the vendor mends', async () => {
    const partner = await room.tenants.addPartner();
    const wrong = dealRecord({ name: 'There', customer: customer({ name: 'Zenith', country: 'DE' }) });
    const connection = await connected(partner, 'alpha', [wrong]);
    expect(named(await check(partner))).toEqual([]);
    await room.feeder.feed(connection, [{ ...wrong, customer: acme() }], { area: 'DEAL' });
    expect(named(await check(partner))).toEqual(['There']);
  });
});

describe('the rules of engagement', () => {
  test('tell of a direct segment and of a value below the minimum', async () => {
    const partner = await holder();
    const drafts = [{ vendor: 'alpha', value: { amount: '499.99', currency: 'EUR' } }, { vendor: 'beta' }];
    const { conflicts, clear } = await check(partner, { customer: { ...ACME, industry: 'public sector' }, drafts });
    expect(clear).toBe(false);
    expect(
      conflicts.map(({ kind, draftIndex, severity, score, matchedOn }) => [
        kind,
        draftIndex,
        severity,
        score,
        matchedOn,
      ]),
    ).toEqual([
      ['DIRECT_SEGMENT', 0, 'WARNING', '1', ['industry']],
      ['BELOW_MINIMUM', 0, 'WARNING', '1', ['value']],
    ]);
    expect(conflicts[1]?.evidence).toEqual({
      hidden: false,
      deal: null,
      rule: 'Alpha Partner Program, rules of 2026-01: smallest deal value 1000 USD (A guide)',
    });
  });

  test('that can’t be held against a value for want of a rate leave the answer in doubt', async () => {
    const partner = await holder();
    const drafts = [{ vendor: 'alpha', value: { amount: '1', currency: 'XAF' } }];
    expect(await check(partner, { drafts })).toMatchObject({
      clear: false,
      conflicts: [],
      notices: [
        {
          code: 'RATE_MISSING',
          message: 'Alpha Systems asks for a smallest value in USD: there is no rate from XAF to compare.',
          vendor: { id: 'alpha' },
        },
      ],
    });
  });
});

describe('the sources of a check', () => {
  test('that are stale, were never read or can’t be read keep it from being clear', async () => {
    const partner = await room.tenants.addPartner();
    const connection = await connected(partner, 'alpha', []);
    expect((await check(partner)).clear).toBe(true);
    expect(await check(partner, { drafts: [{ vendor: 'alpha' }, { vendor: 'gamma' }] })).toMatchObject({
      clear: false,
      conflicts: [],
      checked: [
        { vendor: { id: 'alpha' }, stale: false },
        { vendor: { id: 'gamma' }, fetchedAt: null, stale: true },
      ],
      notices: [{ code: 'NOT_SUPPORTED', vendor: { id: 'gamma' } }],
    });
    const before = new Date(room.clock.now().getTime() - 2 * 3_600_000);
    await room.tenants.reportFeed(connection, { feed: 'offers', area: 'LEAD', lastSuccessAt: before });
    expect(await check(partner)).toMatchObject({
      clear: false,
      checked: [{ vendor: { id: 'alpha' }, fetchedAt: before.toISOString(), stale: true }],
      notices: [{ code: 'STALE', vendor: { id: 'alpha' } }],
    });
    await room.tenants.reportFeed(connection, { feed: 'never', area: 'DEAL', lastSuccessAt: null });
    expect((await check(partner)).checked).toEqual([{ vendor: { id: 'alpha' }, fetchedAt: null, stale: true }]);
  });

  test('that are files are stale by the age a file may have, and until the first one has come', async () => {
    const partner = await room.tenants.addPartner();
    const connection = await room.tenants.connect(partner, 'omega', null);
    const checked = async (): Promise<unknown> => (await check(partner, { drafts: [{ vendor: 'omega' }] })).checked;
    expect(await checked()).toEqual([{ vendor: { id: 'omega' }, fetchedAt: null, stale: true }]);
    for (const [days, stale] of [
      [7, false],
      [32, true],
    ] as const) {
      const lastSuccessAt = new Date(room.clock.now().getTime() - days * 86_400_000);
      await room.tenants.reportFeed(connection, { feed: 'file:omega:deal', area: 'DEAL', lastSuccessAt });
      expect(await checked()).toEqual([{ vendor: { id: 'omega' }, fetchedAt: lastSuccessAt.toISOString(), stale }]);
    }
  });
});

describe('what others have', () => {
  test('changes nothing: not the answer, not its shape, not the work it takes', async () => {
    const asker = await holder({ customer: customer({ name: 'Zenith', country: 'FR' }) });
    const asked = {
      as: asker,
      query: QUERY,
      variables: variablesOf({ customer: { ...ACME, website: 'acme.de', duns: '069032677' } }),
    };
    const theirs = await room.tenants.addPartner();
    const connection = await connected(theirs, 'alpha', []);
    await room.tenants.grant({ from: theirs, to: asker, vendors: ['alpha'], areas: ['DEAL'], level: 'COUNTS_ONLY' });
    await room.tenants.grant({ from: theirs, to: asker, vendors: ['alpha'], areas: ['DEAL'], revoked: true });
    await room.tenants.grant({ from: theirs, to: asker, vendors: ['beta'], areas: ['DEAL'] });
    const before = await room.ask(asked);
    const work = before.statements.slice();
    const records = [
      dealRecord({ remoteId: 'D-1', customer: acme({ website: 'acme.de', duns: '069032677' }), status: 'APPROVED' }),
      dealRecord({ remoteId: 'D-2', customer: acme(), status: 'REJECTED' }),
    ];
    await room.feeder.feed(connection, records, { area: 'DEAL' });
    const after = await room.ask(asked);
    expect(after.data).toEqual(before.data);
    expect(after.data).toMatchObject({ checkDealConflicts: { clear: true } });
    expect(after.statements).toEqual(work);
  });

  test('is told as far as they let it, and as theirs', async () => {
    const reseller = await holder({ name: 'theirs', status: 'APPROVED', customer: acme() });
    const distributor = await holder();
    await room.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
    const [found] = (await check(distributor)).conflicts;
    expect(found?.evidence.deal).toMatchObject({ name: 'theirs', partner: { id: reseller.id } });
    expect(found?.advice).toMatch(/^Another partner has/);
    const [own] = (await check(distributor, { partner: reseller.id })).conflicts;
    expect(own?.advice).toMatch(/^The partner that you ask for has/);
  });

  test('can’t be checked in their name, and who does not exist is refused alike', async () => {
    const asker = await holder();
    const stranger = await holder({ customer: acme() });
    const refused = await refusal(asker, { partner: stranger.id });
    expect(refused).toEqual([
      'input.partner must be your own partner or one that grants you its deals; there is none of this id',
      { code: 'NOT_FOUND', argument: 'input.partner' },
    ]);
    const nobody = Buffer.from('Partner:00000000-0000-4000-8000-000000000000').toString('base64url');
    expect(await refusal(asker, { partner: nobody })).toEqual(refused);
    expect(await refusal(asker, { partner: 'nothing' })).toEqual(refused);
    expect((await check(asker, { partner: asker.id })).clear).toBe(true);
  });
});

describe('what can be asked', () => {
  test.each<[string, Asked, string, string]>([
    [
      'no name',
      { customer: { name: '  ', country: 'DE' } },
      'input.customer.name',
      'must have 1 to 300 characters, not 0',
    ],
    ['no draft', { drafts: [] }, 'input.drafts', 'must have 1 to 20 entries, not 0'],
    [
      'too many drafts',
      { drafts: Array.from({ length: 21 }, () => ({ vendor: 'alpha' })) },
      'input.drafts',
      'must have 1 to 20 entries, not 21',
    ],
    [
      'an unknown vendor',
      { drafts: [{ vendor: 'alpha' }, { vendor: 'delta' }] },
      'input.drafts[1].vendor',
      'must be one of alpha, beta, gamma, omega, bids, not "delta"',
    ],
    [
      'a vendor that takes no deals',
      { drafts: [{ vendor: 'bids' }] },
      'input.drafts[0].vendor',
      'must be a vendor that takes deals; Bids Only takes none',
    ],
    [
      'a value below zero',
      { drafts: [{ vendor: 'alpha' }, { vendor: 'alpha', value: { amount: '-5', currency: 'EUR' } }] },
      'input.drafts[1].value.amount',
      'must be 0 or more, not -5',
    ],
    [
      'a country that there is not',
      { customer: { ...ACME, country: 'ZZ' } },
      'input.customer.country',
      'must be the code of a country (ISO 3166-1 alpha-2), not "ZZ"',
    ],
    [
      'a website of no form',
      { customer: { ...ACME, website: 'http://[' } },
      'input.customer.website',
      'must be an address such as https://example.com, not "http://["',
    ],
    [
      'a number of no form',
      { customer: { ...ACME, duns: 'X' } },
      'input.customer.duns',
      'must be a D-U-N-S number of nine digits, not "X"',
    ],
    [
      'a legal form for a name',
      { customer: { ...ACME, name: 'GmbH & Co. KG', website: 'acme.de' } },
      'input.customer.name',
      'must name the firm; "GmbH & Co. KG" is a legal form alone',
    ],
    [
      'a name without a letter and nothing else',
      { customer: { ...ACME, name: '***' } },
      'input.customer.name',
      'must have a letter or digit where neither website nor duns is given, not "***"',
    ],
  ])('%s is refused', async (_what, asked, argument, message) => {
    const extensions = { code: 'BAD_USER_INPUT', argument };
    expect(await refusal(await holder(), asked)).toEqual([`${argument} ${message}`, extensions]);
  });

  test('a day that has passed, a blank website and a firm whose name is also a legal form may be asked for', async () => {
    const partner = await holder();
    const drafts = [{ vendor: 'alpha', closeOn: '2020-01-01', value: { amount: '0', currency: 'EUR' } }];
    const asked = { name: 'SAS', country: 'FR', website: ' ', duns: '' };
    expect((await check(partner, { customer: asked, drafts })).conflicts).toMatchObject([{ kind: 'BELOW_MINIMUM' }]);
  });

  test('a name without a letter is asked for by website and number only', async () => {
    const partner = await holder({ name: 'There', customer: acme({ website: 'acme.de' }) });
    expect(named(await check(partner, { customer: { name: '***', country: 'DE', website: 'acme.de' } }))).toEqual([
      'There',
    ]);
  });

  test('without the scope deals:read nothing is given', async () => {
    const partner = await holder({ customer: acme() });
    const asked = { as: partner, query: QUERY, variables: variablesOf({}), scopes: ['benefits:read'] };
    const { data, errors } = await room.ask(asked);
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'deals:read' });
  });

  test('takes eight statements for 20 drafts and 50 deals as for one and none', async () => {
    const count = async (deals: number, drafts: number): Promise<number> => {
      const partner = await holder(...Array.from({ length: deals }, () => ({ customer: acme() })));
      const variables = variablesOf({ drafts: Array.from({ length: drafts }, () => ({ vendor: 'alpha' })) });
      const { statements, errors } = await room.ask({ as: partner, query: QUERY, variables });
      expect(errors).toEqual([]);
      return statements.length;
    };
    expect(await count(0, 1)).toBe(8);
    expect(await count(50, 20)).toBe(8);
  });
});
