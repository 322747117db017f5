import { describe, expect, test } from '@jest/globals';
import type { EngagementRules } from '../../../platform/rules/program-rules.ts';
import type { ProgramFacts } from '../../../platform/vendor/contract.ts';
import { judgeByRules, type Convert, type RuledDraft } from '../../../subgraphs/deals/judge-rules.ts';
import { ruledProgram } from './rules.ts';

/** Two dollars a euro; nothing else has a rate. */
const convert: Convert = ({ amount, currency }, to) => {
  if (currency === to) return { amount, currency };
  return currency === 'EUR' && to === 'USD' ? { amount: String(Number(amount) * 2), currency: to } : null;
};

function draft(told: Partial<RuledDraft> = {}): RuledDraft {
  return { vendorName: 'Alpha', industry: null, value: null, ...told };
}

function program(told: Partial<EngagementRules>): ProgramFacts {
  return ruledProgram(told);
}

const LEAST = {
  minimumDealValue: { value: { amount: '10000', currency: 'USD' }, source: 'A guide', confidence: 'HIGH' },
} as const;

describe('the smallest value that a vendor takes', () => {
  test('is held against the deal’s value, in its own currency', () => {
    const { broken } = judgeByRules(
      [program(LEAST)],
      draft({ value: { amount: '4999.99', currency: 'EUR' } }),
      convert,
    );
    expect(broken).toEqual([
      {
        kind: 'BELOW_MINIMUM',
        severity: 'BLOCKING',
        advice: 'Alpha takes deals from 10000 USD on: this one is smaller.',
        matchedOn: ['value'],
        rule: 'Alpha Partner Program, rules of 2026-01: smallest deal value 10000 USD (A guide)',
      },
    ]);
  });

  test.each([
    ['reached exactly', { amount: '5000', currency: 'EUR' }],
    ['passed', { amount: '10000.01', currency: 'USD' }],
    ['not known for a deal without a value', null],
  ])('is nothing to tell where it is %s', (_what, value) => {
    expect(judgeByRules([program(LEAST)], draft({ value }), convert)).toEqual({ broken: [], missingRates: [] });
  });

  test.each(['MEDIUM', 'LOW'] as const)('only warns where it is known with %s confidence', (confidence) => {
    const rules = program({ minimumDealValue: { ...LEAST.minimumDealValue, confidence } });
    const { broken } = judgeByRules([rules], draft({ value: { amount: '1', currency: 'USD' } }), convert);
    expect(broken.map(({ severity }) => severity)).toEqual(['WARNING']);
  });

  test('that can’t be compared for want of a rate is told', () => {
    const { broken, missingRates } = judgeByRules(
      [program(LEAST)],
      draft({ value: { amount: '1', currency: 'JPY' } }),
      convert,
    );
    expect(broken).toEqual([]);
    expect(missingRates).toEqual([{ from: 'JPY', to: 'USD' }]);
  });
});

describe('segments that the vendor sells to itself', () => {
  const rules = program({ directSegments: ['Public sector', 'Télécom'] });
  const kinds = (industry: string | null): string[] =>
    judgeByRules([rules], draft({ industry }), convert).broken.map(({ kind, rule }) => `${kind} ${rule}`);

  test.each(['Public Sector', 'PUBLIC-SECTOR', 'Public sector, health'])('are met by the industry %s', (industry) => {
    expect(kinds(industry)).toEqual([
      'DIRECT_SEGMENT Alpha Partner Program, rules of 2026-01: direct segment Public sector',
    ]);
  });

  test('are met without accents', () => {
    expect(kinds('telecom')).toEqual([
      'DIRECT_SEGMENT Alpha Partner Program, rules of 2026-01: direct segment Télécom',
    ]);
  });

  test.each([null, '', '  ', 'Retail', 'Telecommunications', 'Publicsector'])('are not met by %j', (industry) => {
    expect(kinds(industry)).toEqual([]);
  });
});

test('a program without rules of engagement says nothing', () => {
  const value = { amount: '1', currency: 'USD' };
  const { rules, ...unruled } = program(LEAST);
  expect(rules).toBeDefined();
  expect(judgeByRules([unruled], draft({ value, industry: 'Public sector' }), convert).broken).toEqual([]);
  const silent = { ...unruled, rules: { ...rules, rulesOfEngagement: null } } as ProgramFacts;
  expect(judgeByRules([silent], draft({ value, industry: 'Public sector' }), convert).broken).toEqual([]);
});
