import { describe, expect, test } from '@jest/globals';
import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { sandboxOverrides } from '../../../demo/sandbox-overrides.ts';
import { createAddressPin } from '../../../platform/http/address-pin.ts';
import { isCalendarDate } from '../../../platform/records/dates.ts';
import type { RecordKind } from '../../../platform/records/records.ts';
import {
  CAPABILITY_AREAS,
  ROUTES_TO_MARKET,
  SUPPORTS,
  TRANSPORTS,
  type CapabilityArea,
} from '../../../platform/records/vocabulary.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../../vendors/registry.ts';
import { RECORD_SHAPES } from './support/record-shapes.ts';
import { EVERY_WORKSHOP, pulledFeeds, READING_WORKSHOPS } from './support/workshops.ts';

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Codes, with colons between the parts of a name that has some. */
const FEED_NAME = /^[a-z0-9]+(?:[-:][a-z0-9]+)*$/;

/** Kinds of record that an area can be read from. */
const KINDS_OF_AREA: Readonly<Record<CapabilityArea, readonly RecordKind[]>> = {
  MEMBERSHIP: ['membership', 'partnerProfile'],
  TIER: ['membership'],
  CERTIFICATION: ['certification'],
  BENEFIT: ['benefit', 'fundRequest'],
  FUND: ['benefit', 'fundRequest'],
  DEAL: ['deal'],
  LEAD: ['deal'],
  SPECIAL_BID: ['specialBid'],
};

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const ids = ALL_WORKSHOPS.map(({ facts }) => facts.id);
const vendors = ALL_WORKSHOPS.filter(({ facts }) => !facts.isSharedSource).map(({ facts }) => facts.id);

test('no two workshops have one id', () => {
  expect(repeated(ids)).toEqual([]);
});

test('every workshop that reads something can be reached in the demonstration', () => {
  const overrides = sandboxOverrides('http://127.0.0.1:4010');
  for (const [, { facts }] of READING_WORKSHOPS) {
    expect([facts.id, Object.keys(DEMO_VENDORS)]).toEqual([facts.id, expect.arrayContaining([facts.id])]);
    expect(Object.keys(overrides.endpoints[facts.id] ?? {}).toSorted()).toEqual(
      Object.keys(facts.endpoints).toSorted(),
    );
  }
});

describe.each(EVERY_WORKSHOP)('the facts of %s', (_id, workshop) => {
  const { facts, feeds } = workshop;

  test('it has an id of lower-case letters and a name', () => {
    expect(facts.id).toMatch(/^[a-z]+$/);
    for (const name of [facts.name, ...facts.formerNames]) expect(name).toMatch(/^\S(?:.*\S)?$/);
  });

  test('programs have codes of their own, a route to market, and a dated source', () => {
    expect(repeated(facts.programs.map(({ code }) => code))).toEqual([]);
    for (const program of facts.programs) {
      expect(program.code).toMatch(CODE);
      expect(program.name.trim()).not.toBe('');
      expect(ROUTES_TO_MARKET).toContain(program.routeToMarket);
      expect(program.rulesVersion.trim()).not.toBe('');
      expect(program.rulesSource).toMatch(/\b20\d\d\b/);
      if (program.rulesEffectiveFrom !== null) expect(isCalendarDate(program.rulesEffectiveFrom)).toBe(true);
    }
  });

  test('tiers have codes of their own within their program, and portfolios that it has', () => {
    for (const { tiers, portfolios } of facts.programs) {
      expect(repeated(tiers.map(({ code }) => code))).toEqual([]);
      expect(repeated([...portfolios])).toEqual([]);
      for (const { code, name, portfolio } of tiers) {
        expect(code).toMatch(CODE);
        expect(name.trim()).not.toBe('');
        if (portfolio !== null) expect(portfolios).toContain(portfolio);
      }
    }
  });

  test('addresses are https, without user, query or fragment', () => {
    for (const address of Object.values(facts.endpoints)) {
      const { protocol, username, password, search, hash } = new URL(address);
      expect([protocol, username, password, search, hash]).toEqual(['https:', '', '', '', '']);
    }
    const origins = Object.values(facts.endpoints);
    expect(() => createAddressPin({ allowedOrigins: origins, downloadHosts: facts.downloadHosts })).not.toThrow();
  });

  test('call budgets are whole numbers above zero; whoever makes calls has some', () => {
    for (const { limit, periodMs } of Object.values(facts.quotas)) {
      for (const number of [limit, periodMs]) expect(Number.isInteger(number) && number > 0).toBe(true);
    }
    const calls = feeds.some(({ transport }) => transport === 'API');
    if (calls) expect(Object.keys(facts.quotas)).not.toEqual([]);
  });

  test('feeds have names of their own and say what they bring, and how, in words of the vocabulary', () => {
    expect(repeated(feeds.map(({ name }) => name))).toEqual([]);
    for (const { name, area, kinds, support, transport, mode, pulled } of feeds) {
      expect(name).toMatch(FEED_NAME);
      expect(CAPABILITY_AREAS).toContain(area);
      expect(SUPPORTS.filter((known) => known !== 'NONE')).toContain(support);
      expect(TRANSPORTS).toContain(transport);
      expect(['incremental', 'full']).toContain(mode);
      if (pulled === false) expect([name, transport]).toEqual([name, 'FILE']);
      expect(kinds).not.toEqual([]);
      expect(kinds.filter((kind) => !Object.hasOwn(RECORD_SHAPES, kind))).toEqual([]);
    }
  });

  test('what a feed brings can be read as its area', () => {
    for (const { name, area, tellsAlso = [], kinds } of feeds) {
      for (const told of [area, ...tellsAlso]) {
        const fits = kinds.some((kind) => KINDS_OF_AREA[told].includes(kind));
        expect([name, told, fits]).toEqual([name, told, true]);
      }
    }
  });

  test('memberships are read before the deals that point at them', () => {
    const order = pulledFeeds(workshop).map(({ kinds }) => kinds);
    const lastMembership = order.findLastIndex((kinds) => kinds.includes('membership'));
    const firstDeal = order.findIndex((kinds) => kinds.includes('deal'));
    if (firstDeal >= 0) expect(lastMembership).toBeLessThan(firstDeal);
  });

  test('a vendor brings its own records, a shared source those of vendors that exist', () => {
    for (const { name, vendor } of feeds) {
      if (facts.isSharedSource) expect([name, vendors]).toEqual([name, expect.arrayContaining([vendor])]);
      else expect([name, vendor ?? facts.id]).toEqual([name, facts.id]);
    }
  });

  test('credentials of another form are refused', () => {
    for (const wrong of [null, 'text', 7, []]) expect(workshop.credentials.safeParse(wrong).success).toBe(false);
    // Who calls nobody needs none.
    expect(workshop.credentials.safeParse({}).success).toBe(pulledFeeds(workshop).length === 0);
  });

  test('an area can be read where a feed brings it and nowhere else, and a blank says why', () => {
    const directory = createVendorDirectory(ALL_WORKSHOPS);
    const brought = ALL_WORKSHOPS.flatMap((other) =>
      other.feeds
        .filter(({ vendor }) => (vendor ?? other.facts.id) === facts.id)
        .flatMap(({ area, tellsAlso = [] }) => [area, ...tellsAlso]),
    );
    for (const { area, read, note } of directory.capabilities(facts.id)) {
      expect([area, read !== 'NONE']).toEqual([area, brought.includes(area)]);
      if (!facts.isSharedSource && read !== 'FULL')
        expect([area, note]).toEqual([area, expect.stringMatching(/\w{3}/)]);
    }
    expect(Object.keys(facts.notes).filter((area) => !CAPABILITY_AREAS.some((known) => known === area))).toEqual([]);
  });
});
