import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { isAccepted } from '../../../platform/rules/accepts.ts';
import { readProgramRules } from '../../../platform/rules/fit-rules.ts';
import { withRules } from '../../../platform/rules/load-rules.ts';
import { ALL_WORKSHOPS } from '../../../vendors/registry.ts';

/** Workshops that bring a file of rules, with their programs as the file makes them. */
const RULED = ALL_WORKSHOPS.map(({ facts }) => facts)
  .filter(({ id }) => existsSync(join(PROJECT_ROOT, `vendors/${id}/rules.json`)))
  .map(({ id, programs }) => ({ id, programs, ruled: withRules(id, programs) }));

const REQUIREMENTS = RULED.flatMap(({ id, ruled }) =>
  ruled.flatMap(({ rules }) =>
    (rules?.tiers ?? []).flatMap(({ tier, requirements }) =>
      requirements.map((rule) => ({
        place: `${id} ${tier} ${rule.key}`,
        rule,
        certifications: rules?.certifications ?? [],
      })),
    ),
  ),
);

describe("the rules that come with the vendors' workshops", () => {
  test('are there for several vendors, AWS and Microsoft among them', () => {
    expect(RULED.map(({ id }) => id)).toEqual(expect.arrayContaining(['aws', 'cisco', 'dell', 'ibm', 'microsoft']));
  });

  test.each(['aws', 'cisco', 'dell', 'ibm', 'microsoft'])('of %s are in its facts', (vendor) => {
    const programs = RULED.find(({ id }) => id === vendor)?.programs ?? [];
    expect(programs.some(({ rules }) => rules !== undefined)).toBe(true);
  });

  test('give their programs a version and a source with its year', () => {
    const ruled = RULED.flatMap((vendor) => vendor.ruled).filter(({ rules }) => rules !== undefined);
    expect(ruled.length).toBeGreaterThanOrEqual(RULED.length);
    for (const { rules, rulesVersion, rulesSource } of ruled) {
      expect(rulesVersion).toBe(rules?.version);
      expect(rulesSource).toMatch(/20\d\d|year/);
    }
  });

  test('speak of every tier of a program that they speak of', () => {
    for (const { ruled } of RULED) {
      for (const { rules, tiers } of ruled) {
        if (rules) expect(rules.tiers.map(({ tier }) => tier)).toEqual(tiers.map(({ code }) => code));
      }
    }
  });

  test('say where each number is from, or why there is none', () => {
    expect(REQUIREMENTS.length).toBeGreaterThan(30);
    for (const { place, rule } of REQUIREMENTS) {
      expect([place, rule.quantity.source.length > 10]).toEqual([place, true]);
    }
    expect(REQUIREMENTS.some(({ rule }) => rule.quantity.value === null)).toBe(true);
  });

  test('count people by certifications of which one at least can be sat', () => {
    const counting = REQUIREMENTS.filter(({ rule }) => rule.measure.by === 'CERTIFICATIONS');
    expect(counting.length).toBeGreaterThan(5);
    for (const { place, rule, certifications } of counting) {
      const { measure } = rule;
      const open = certifications.filter(
        (one) => !one.retired && measure.by === 'CERTIFICATIONS' && isAccepted(measure.accepts, one),
      );
      expect([place, open.length > 0]).toEqual([place, true]);
    }
  });
});

describe("the example of a partner's own rules", () => {
  test('is a file that is taken as it is, and says in each source that it is an example', () => {
    const path = join(PROJECT_ROOT, 'vendors/cisco/own-rules.example.json');
    const program = RULED.find(({ id }) => id === 'cisco')?.programs.find(({ code }) => code === 'cisco-360');
    if (!program) throw new Error('there is no program cisco-360');
    const rules = readProgramRules(JSON.parse(readFileSync(path, 'utf8')), program, path);
    const sources = rules.tiers.flatMap(({ requirements }) => requirements.map(({ quantity }) => quantity.source));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of [rules.source, ...sources]) expect(source).toContain('An example');
  });
});
