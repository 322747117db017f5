import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RateTable } from '../../../../platform/money/rates.ts';
import { addDays } from '../../../../platform/records/dates.ts';
import { programsOf, tiersOf, type CatalogTier } from '../../../../subgraphs/programs/catalog.ts';
import { assume } from '../../../../subgraphs/programs/plan/assume.ts';
import type { CheckedInput } from '../../../../subgraphs/programs/plan/check-input.ts';
import { evaluate, type Evaluation } from '../../../../subgraphs/programs/progress/evaluate.ts';
import { tierRulesOf } from '../../../../subgraphs/programs/rules/rules-of.ts';
import type { CertificationFact, Standing } from '../../../../subgraphs/programs/standing/standing.ts';
import { ruledVendors } from '../ruled-vendors.ts';

const VENDORS = ruledVendors();
const TODAY = '2026-06-15';
const PEOPLE = ['ann', 'ben', 'cem', 'dia', 'eve'];

/** Tiers that count people: one with plain requirements, one that shares people out. */
const TIERS: ReadonlyArray<readonly [string, CatalogTier]> = [
  ['gold', tierOf('alpha', 'gold')],
  ['preferred', tierOf('beta', 'preferred')],
];

function tierOf(vendor: string, code: string): CatalogTier {
  const found = programsOf(VENDORS, vendor)
    .flatMap(tiersOf)
    .find(({ facts }) => facts.code === code);
  if (!found) throw new Error(`${vendor} has no tier ${code}`);
  return found;
}

const CODES: Readonly<Record<string, readonly string[]>> = {
  alpha: ['A-TECH', 'A-EXPERT', 'A-SALES'],
  beta: ['B-ARCH', 'B-OPS'],
};
const CATALOGS = new Map(
  ['alpha', 'beta'].map((vendor) => [vendor, programsOf(VENDORS, vendor)[0]?.facts.rules?.certifications ?? []]),
);

const days = fc.integer({ min: -700, max: 700 }).map((count) => addDays(TODAY, count));

const factOf = (vendor: string): fc.Arbitrary<CertificationFact> =>
  fc
    .record({
      personId: fc.constantFrom(...PEOPLE),
      code: fc.constantFrom(...(CODES[vendor] ?? [])),
      from: days,
      to: fc.option(days),
      counts: fc.boolean(),
    })
    .map((told) => {
      const known = CATALOGS.get(vendor)?.find(({ code }) => code === told.code);
      return { ...told, id: JSON.stringify(told), connectionId: 'c', name: known?.name ?? null, level: null };
    });

const standingOf = (vendorId: string): fc.Arbitrary<Standing> =>
  fc.array(factOf(vendorId), { maxLength: 12 }).map((certifications) => ({
    vendorId,
    certifications,
    wonDeals: [],
    assumedRevenue: [],
    reports: [],
    missing: { certifications: null, deals: null },
  }));

const NOTHING: CheckedInput = {
  partnerId: '',
  asOf: TODAY,
  certifications: [],
  revenue: [],
  leavers: new Set(),
};

const inputOf = (vendor: string): fc.Arbitrary<CheckedInput> =>
  fc.record({
    partnerId: fc.constant(''),
    asOf: days,
    certifications: fc.array(
      fc.record({
        person: fc.constantFrom(...PEOPLE),
        code: fc.constantFrom(...(CODES[vendor] ?? []), 'UNKNOWN'),
        vendor: fc.constant(vendor),
        by: days,
      }),
      { maxLength: 4 },
    ),
    revenue: fc.constant([]),
    leavers: fc.subarray(PEOPLE).map((people) => new Set(people)),
  });

function measured(tier: CatalogTier, standing: Standing, input: CheckedInput): Evaluation {
  const rules = tierRulesOf(tier.program.facts.rules ?? null, tier);
  const scope = {
    program: tier.program.facts.code,
    portfolio: tier.facts.portfolio,
    specializations: [],
    day: input.asOf,
    rates: new RateTable([]),
    today: TODAY,
  };
  return evaluate(tier, rules, assume(standing, input, CATALOGS), scope);
}

const percent = (evaluation: Evaluation): number => Number(evaluation.percent);

describe.each(TIERS)('what a plan assumes of the tier %s', (_code, tier) => {
  const { vendor } = tier.program;

  test('one more certification never lowers the progress', () => {
    fc.assert(
      fc.property(standingOf(vendor), inputOf(vendor), inputOf(vendor), (standing, input, more) => {
        const both = { ...input, certifications: [...input.certifications, ...more.certifications] };
        expect(percent(measured(tier, standing, both))).toBeGreaterThanOrEqual(
          percent(measured(tier, standing, input)),
        );
      }),
    );
  });

  test('one more person who leaves never raises it', () => {
    fc.assert(
      fc.property(standingOf(vendor), inputOf(vendor), fc.constantFrom(...PEOPLE), (standing, input, person) => {
        const fewer = { ...input, leavers: new Set([...input.leavers, person]) };
        expect(percent(measured(tier, standing, fewer))).toBeLessThanOrEqual(percent(measured(tier, standing, input)));
      }),
    );
  });

  test('nobody counts twice toward a requirement, and nobody for two that share no person', () => {
    fc.assert(
      fc.property(standingOf(vendor), inputOf(vendor), (standing, input) => {
        const { requirements } = measured(tier, standing, input);
        for (const { people, actual } of requirements.filter(({ rule }) => rule.measure.by === 'CERTIFICATIONS')) {
          expect(new Set(people).size).toBe(actual.toNumber());
        }
        const apart = requirements.filter(({ rule }) => 'apart' in rule.measure).flatMap(({ people }) => people);
        expect(new Set(apart).size).toBe(apart.length);
      }),
    );
  });

  test('nothing at all leaves the standing as it is', () => {
    fc.assert(
      fc.property(standingOf(vendor), (standing) => {
        expect(assume(standing, NOTHING, CATALOGS)).toEqual(standing);
      }),
    );
  });
});
