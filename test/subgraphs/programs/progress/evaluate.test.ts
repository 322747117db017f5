import { describe, expect, test } from '@jest/globals';
import { RateTable } from '../../../../platform/money/rates.ts';
import { tierRulesSchema } from '../../../../platform/rules/program-rules.ts';
import type { CatalogTier } from '../../../../subgraphs/programs/catalog.ts';
import { evaluate, type Evaluation } from '../../../../subgraphs/programs/progress/evaluate.ts';
import type { CertificationFact, Standing } from '../../../../subgraphs/programs/standing/standing.ts';
import { ALPHA_MAIN } from '../../support/test-vendors.ts';
import { people, requirement } from '../ruled-vendors.ts';

const TODAY = '2026-06-15';

const [, silver] = ALPHA_MAIN.tiers;
if (!silver) throw new Error('the program has three tiers');
const SILVER: CatalogTier = { program: { vendor: 'alpha', facts: ALPHA_MAIN }, facts: silver };

function fact(personId: string, code: string, told: Partial<CertificationFact> = {}): CertificationFact {
  const id = `${personId} ${code}`;
  return {
    id,
    personId,
    connectionId: 'c',
    code,
    name: null,
    level: null,
    from: '2025-01-01',
    to: null,
    counts: true,
    ...told,
  };
}

const STANDING: Standing = {
  vendorId: 'alpha',
  certifications: [
    fact('ann', 'T', { from: '2026-01-01' }),
    fact('ann', 'U', { level: 'Expert' }),
    fact('ben', 'T', { from: '2024-06-15' }),
    fact('cem', 'T', { from: null }),
  ],
  wonDeals: [
    { dealKind: 'CO_SELL', amount: '100', currency: 'USD', on: '2026-02-01' },
    { dealKind: 'REFERRAL', amount: '200', currency: 'USD', on: '2026-01-31' },
    { dealKind: 'CO_SELL', amount: null, currency: null, on: '2026-05-01' },
    { dealKind: 'CO_SELL', amount: '400', currency: 'USD', on: null },
  ],
  assumedRevenue: [{ amount: '50', currency: 'USD', on: TODAY }],
  reports: [
    { program: 'main', portfolio: null, key: 'reported', amount: '7.5', from: '2026-06-01' },
    { program: 'main', portfolio: null, key: 'reported', amount: '9', from: '2026-01-01' },
    { program: 'main', portfolio: 'Cloud', key: 'elsewhere', amount: '9', from: '2026-01-01' },
    { program: 'other', portfolio: null, key: 'elsewhere', amount: '9', from: '2026-01-01' },
  ],
  missing: { certifications: null, deals: null },
};

function evaluated(requirements: readonly object[], told: Partial<Standing> = {}): Evaluation {
  const rules = tierRulesSchema.parse({ tier: 'silver', requirements, benefits: [], unknown: [] });
  const scope = {
    program: 'main',
    portfolio: null,
    specializations: [
      { name: 'Storage', code: null, since: null, expiresOn: TODAY },
      { name: 'Servers', code: null, since: '2026-06-16', expiresOn: null },
    ],
    day: TODAY,
    rates: new RateTable([]),
    today: TODAY,
  };
  return evaluate(SILVER, rules, { ...STANDING, ...told }, scope);
}

const REPORTED = { measure: { by: 'REPORTED' } };
const deals = (count: string, window: object, kinds?: readonly string[]): object => ({
  unit: 'USD',
  measure: { by: 'WON_DEALS', count, window, ...(kinds ? { kinds } : {}) },
});
const FISCAL = { type: 'FISCAL_YEAR', startsInMonth: 2 };

describe('how far a partner is', () => {
  test.each([
    ['people with a certification', people('x', '9', { codes: ['T'] }), '3'],
    ['people of a level', people('x', '9', { levels: ['expert'] }), '1'],
    ['people with any of several, each once', people('x', '9', { codes: ['T', 'U'] }), '3'],
    [
      'people trained of late',
      requirement('x', '9', 'TRAINING', {
        measure: { by: 'CERTIFICATIONS', accepts: { codes: ['T'] }, withinMonths: 24 },
      }),
      '1',
    ],
    ['deals ever won', requirement('x', '9', 'DEAL_COUNT', deals('NUMBER', { type: 'EVER' })), '4'],
    ['deals of a fiscal year', requirement('x', '9', 'DEAL_COUNT', deals('NUMBER', FISCAL)), '2'],
    [
      'deals of a kind',
      requirement('x', '9', 'DEAL_COUNT', deals('NUMBER', { type: 'CALENDAR_YEAR' }, ['REFERRAL'])),
      '1',
    ],
    ['revenue, with what is assumed', requirement('x', '9', 'REVENUE', deals('VALUE', FISCAL)), '150'],
    ['specializations', requirement('x', '9', 'SPECIALIZATION', { measure: { by: 'SPECIALIZATIONS' } }), '1'],
    ['points that are reported', requirement('reported', '9', 'POINTS', REPORTED), '7.5'],
    ['references that are reported', requirement('reported', '9', 'CUSTOMER_REFERENCE', REPORTED), '7.5'],
    ['anything else that is reported', requirement('reported', '9', 'OTHER', REPORTED), '7.5'],
    ['revenue that is reported', requirement('reported', '9', 'REVENUE', { ...REPORTED, unit: 'USD' }), '57.5'],
  ])('is told by %s', (_title, rule, actual) => {
    const { requirements, unknown } = evaluated([rule]);
    expect([requirements[0]?.actual.toString(), unknown]).toEqual([actual, []]);
  });

  test('in another program or portfolio is not told of this one', () => {
    const { requirements, unknown, percent, met } = evaluated([requirement('elsewhere', '9', 'POINTS', REPORTED)]);
    expect([requirements, percent, met]).toEqual([[], null, false]);
    expect(unknown).toEqual(['elsewhere: no source tells how far the partner is, and nobody has reported it.']);
  });

  test('is not told by deals or people that nobody has brought', () => {
    const rules = [
      people('people', '1', { codes: ['T'] }),
      requirement('deals', '1', 'DEAL_COUNT', deals('NUMBER', { type: 'EVER' })),
    ];
    const missing = { certifications: 'nobody said who', deals: 'nobody said what' };
    expect(evaluated(rules, { missing })).toMatchObject({
      requirements: [],
      unknown: ['people: nobody said who.', 'deals: nobody said what.'],
      met: false,
    });
  });

  test('leaves a number that is not known out of the percentage, and the tier unmet', () => {
    const known = people('people', '1', { codes: ['T'] });
    const { percent, met, unknown } = evaluated([known, people('more', null, { codes: ['T'] })]);
    expect([percent, met, unknown.length]).toEqual(['100', false, 1]);
    expect(evaluated([known])).toMatchObject({ percent: '100', met: true });
  });

  test('is whole for a requirement of nought', () => {
    expect(evaluated([people('people', '0', { codes: ['NOBODY'] })])).toMatchObject({ percent: '100', met: true });
  });
});
