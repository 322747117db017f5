import { describe, expect, test } from '@jest/globals';
import { fitRules } from '../../../platform/rules/fit-rules.ts';
import { joinRules, readVendorRules } from '../../../platform/rules/load-rules.ts';
import { programRulesSchema, vendorRulesSchema } from '../../../platform/rules/program-rules.ts';
import { checkRules, RulesError, type RulesProblem } from '../../../platform/rules/rules-error.ts';
import { ALPHA_MAIN } from '../../subgraphs/support/test-vendors.ts';
import { headcountJson, rulesJson } from './sample.ts';

function problemsOf(check: () => unknown): readonly RulesProblem[] {
  try {
    check();
  } catch (error) {
    if (error instanceof RulesError) return error.problems;
    throw error;
  }
  throw new Error('the rules were found to be good');
}

const checked = (rules: unknown): unknown => checkRules(programRulesSchema, rules, 'own-rules.json');
const REQUIREMENT = '/tiers/0/requirements/0';

describe('a file of rules that is good', () => {
  test('is taken, with what it leaves out filled in', () => {
    expect(checked(rulesJson([headcountJson()]))).toMatchObject({
      certifications: [],
      tiers: [{ requirements: [{ measure: { accepts: { codes: [], names: ['Alpha Certified*'], levels: [] } } }] }],
    });
  });

  test('gives a number its one text', () => {
    const quantity = { value: '10.50', source: 'A guide of 2026', confidence: 'LOW' };
    const rules = rulesJson([headcountJson({ kind: 'POINTS', measure: { by: 'REPORTED' }, quantity })]);
    expect(checked(rules)).toMatchObject({ tiers: [{ requirements: [{ quantity: { value: '10.5' } }] }] });
  });

  test('may say of a number that it is not known', () => {
    const quantity = { value: null, source: 'Not published', confidence: 'HIGH' };
    expect(checked(rulesJson([headcountJson({ quantity })]))).toMatchObject({
      tiers: [{ requirements: [{ quantity: { value: null } }] }],
    });
  });
});

describe('a file of rules that is not good', () => {
  test.each([
    [
      'a number that is no text',
      { quantity: { value: 2, source: 'x', confidence: 'LOW' } },
      '/quantity/value',
      'string',
      '2',
    ],
    [
      'a number that is none',
      { quantity: { value: 'four', source: 'x', confidence: 'LOW' } },
      '/quantity/value',
      'a decimal number as text such as "7.5"',
      '"four"',
    ],
    [
      'a negative number',
      { quantity: { value: '-1', source: 'x', confidence: 'LOW' } },
      '/quantity/value',
      'a decimal number as text such as "7.5"',
      '"-1"',
    ],
    [
      'half a person',
      { quantity: { value: '1.5', source: 'x', confidence: 'LOW' } },
      '/quantity/value',
      'a whole number of people as text',
      '"1.5"',
    ],
    [
      'a number without a source',
      { quantity: { value: '2', confidence: 'LOW' } },
      '/quantity/source',
      'string',
      'nothing',
    ],
    [
      'a confidence of another name',
      { quantity: { value: '2', source: 'x', confidence: 'SURE' } },
      '/quantity/confidence',
      '"HIGH" or "MEDIUM" or "LOW"',
      '"SURE"',
    ],
    ['a member that nobody knows', { quantitty: 2 }, '/quantitty', 'no such member', '2'],
    [
      'a kind that is measured in a way that makes no sense',
      { measure: { by: 'SPECIALIZATIONS' } },
      '/measure/by',
      'CERTIFICATIONS or REPORTED for CERTIFIED_HEADCOUNT',
      '"SPECIALIZATIONS"',
    ],
    [
      'certifications of which none would count',
      { measure: { by: 'CERTIFICATIONS', accepts: {} } },
      '/measure/accepts',
      'a code, a name or a level',
      '{}',
    ],
    [
      'revenue in no currency',
      { kind: 'REVENUE', unit: 'euro', measure: { by: 'REPORTED' } },
      '/unit',
      'a currency code such as EUR',
      '"euro"',
    ],
  ])('%s is refused with its place, what was expected and what came', (_title, told, ...[path, expected, came]) => {
    expect(problemsOf(() => checked(rulesJson([headcountJson(told)])))).toEqual([
      { path: `${REQUIREMENT}${path}`, expected, came },
    ]);
  });

  test('a way to measure that nobody knows is refused at its name', () => {
    const [problem] = problemsOf(() => checked(rulesJson([headcountJson({ measure: { by: 'FEELING' } })])));
    expect(problem).toMatchObject({ path: `${REQUIREMENT}/measure/by`, came: '"FEELING"' });
    expect(problem?.expected).toContain('"CERTIFICATIONS"');
  });

  test('a key that stands twice is refused', () => {
    const rules = rulesJson([headcountJson(), headcountJson({ label: 'Others' })]);
    expect(problemsOf(() => checked(rules))).toMatchObject([
      { path: '/tiers/0/requirements/1', expected: 'no second technical-certified' },
    ]);
  });

  test('every fault is named at once, with the file', () => {
    const rules = rulesJson([headcountJson({ label: '' })], { effectiveFrom: '2026-13-01', version: 7 });
    expect(() => checked(rules)).toThrow(
      /^own-rules\.json: \/version: expected string, came 7; \/effectiveFrom: expected a calendar date such as 2026-03-31, came "2026-13-01"; \/tiers\/0\/requirements\/0\/label: expected at least 1, came ""$/,
    );
  });

  test('rules of another program, and of tiers that the program does not have, are refused', () => {
    const rules = checkRules(programRulesSchema, rulesJson([], { program: 'other' }), 'own-rules.json');
    const tiers = [{ ...rules.tiers[0], tier: 'tin' }] as typeof rules.tiers;
    expect(problemsOf(() => fitRules({ ...rules, tiers }, ALPHA_MAIN, 'own-rules.json'))).toEqual([
      { path: '/program', expected: '"main"', came: '"other"' },
      { path: '/tiers/0/tier', expected: 'one of the tiers bronze, silver, gold', came: '"tin"' },
    ]);
  });

  test("a vendor's file that speaks of a program the vendor does not have is refused", () => {
    const file = { vendor: 'alpha', certifications: [], programs: [rulesJson([], { program: 'other' })] };
    const rules = checkRules(vendorRulesSchema, file, 'rules.json');
    expect(problemsOf(() => joinRules([ALPHA_MAIN], rules, 'rules.json'))).toEqual([
      { path: '/programs/0/program', expected: 'one of main', came: '"other"' },
    ]);
  });

  test('a file that is no JSON is refused by its name', () => {
    expect(() => readVendorRules('README.md')).toThrow(/^README\.md: \/: expected JSON, came /);
  });
});
