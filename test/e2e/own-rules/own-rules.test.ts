import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { bringExports } from '../../../demo/exports/bring-exports.ts';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { toCodedNodeId } from '../../../platform/ids/node-id.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { SANDBOX_SEED } from '../../support/mirror.ts';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

/*
 * A reseller whose contract with Cisco names thresholds that no public page does brings them as its own file, and reports
 * the numbers that no source tells. Its progress then has figures, and nobody else's has.
 */
const CISCO_360 = toCodedNodeId('Program', 'cisco/cisco-360');
const PREFERRED = toCodedNodeId('Tier', 'cisco/cisco-360/Networking/networking-preferred');
const EXAMPLE = JSON.parse(readFileSync(join(PROJECT_ROOT, 'vendors/cisco/own-rules.example.json'), 'utf8')) as {
  version: string;
  tiers: Array<{ tier: string; requirements: Array<{ key: string }> }>;
};

let house: StartedHouse;
beforeAll(async () => {
  house = await openStartedHouse({ dealsPerPartner: 6 });
  const { imports, database, vendors } = house.services;
  if (!imports) throw new Error('the house takes no files in');
  for (const partner of [1, 2]) {
    for (const vendor of ['cisco', 'credly'])
      if (DEMO_VENDORS[vendor]?.(SANDBOX_SEED, partner)) await house.sync(partner, vendor);
  }
  const log = pino({ level: 'silent' });
  const options = { database, vendors, imports, clock: systemClock, log, sandboxSeed: SANDBOX_SEED };
  await bringExports({ ...options, dealsPerPartner: 6 }, [1, 2]);
}, 180_000);
afterAll(() => house.close());

interface Progress {
  percent: string;
  met: boolean;
  unknown: string[];
  requirements: Array<{ key: string; required: string; actual: string; gap: string; contributors: unknown[] }>;
}
interface Seen {
  id: string;
  portfolio: string;
  program: { id: string; rulesVersion: string };
  progress: Progress | null;
}

const MEMBERSHIP = `id portfolio program { id rulesVersion } progress(to: "${PREFERRED}") {
  percent met unknown requirements { key required actual gap contributors { id } } }`;

/** The membership of Cisco 360 for networking, as a profile sees its own. */
async function networking(profile: DemoProfileName): Promise<Seen> {
  const listed = await house.ask<{ memberships: { nodes: Array<Omit<Seen, 'progress'>> } }>(
    profile,
    '{ memberships(first: 200, filter: { vendor: ["cisco"] }) { nodes { id portfolio program { id } } } }',
  );
  const found = listed.data.memberships.nodes.find(
    ({ program, portfolio }) => program.id === CISCO_360 && portfolio === 'Networking',
  );
  if (!found) throw new Error(JSON.stringify(listed));
  const { data } = await house.ask<{ node: Seen }>(
    profile,
    `query ($id: ID!) { node(id: $id) { ... on Membership { ${MEMBERSHIP} } } }`,
    { id: found.id },
  );
  return data.node;
}

interface Payload {
  readonly errors: ReadonlyArray<{ path: string; message: string }>;
}

async function change(profile: DemoProfileName, mutation: string, variables: object): Promise<Payload> {
  const { status, data, errors } = await house.ask<{ change: Payload }>(profile, mutation, variables);
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  return data.change;
}

const replace = (rules: unknown, profile: DemoProfileName = 'var-admin'): Promise<Payload> =>
  change(
    profile,
    `mutation ($program: ID!, $rules: JSON!) {
      change: replaceProgramRules(program: $program, rules: $rules) { errors { path message } } }`,
    { program: CISCO_360, rules },
  );

const report = (input: object): Promise<Payload> =>
  change(
    'var-admin',
    'mutation ($input: ReportedNumberInput!) { change: reportNumber(input: $input) { errors { path message } } }',
    { input: { since: utcDate(new Date()), source: 'The portal, page Partner Value Index', ...input } },
  );

describe("a reseller's own rules for Cisco", () => {
  test('before it brings them, no figure of the tier above is known', async () => {
    expect(await networking('var-admin')).toMatchObject({ program: { rulesVersion: '2026-01' }, progress: null });
  });

  test('give its progress figures at once, with the people behind them', async () => {
    expect(await replace(EXAMPLE)).toEqual({ errors: [] });
    const { program, progress } = await networking('var-admin');
    expect(program.rulesVersion).toBe(EXAMPLE.version);
    expect(progress?.requirements.map(({ key, required }) => `${key} ${required}`)).toEqual([
      'professionals 4',
      'registered-deals 6',
    ]);
    const [professionals] = progress?.requirements ?? [];
    expect(Number(professionals?.actual)).toBeGreaterThan(0);
    expect(professionals?.contributors).toHaveLength(Number(professionals?.actual));
    expect(progress?.unknown).toHaveLength(2);
  });

  test('with the numbers that only the reseller knows leave nothing unknown', async () => {
    const { id: membership } = await networking('var-admin');
    expect(await report({ membership, requirement: 'partner-value-index', amount: '8.1' })).toEqual({ errors: [] });
    const revenue = { membership, requirement: 'revenue', amount: '900000' };
    expect(await report(revenue)).toEqual({
      errors: [{ path: '/input/currency', message: 'must be USD, not left out' }],
    });
    expect(await report({ ...revenue, currency: 'USD' })).toEqual({ errors: [] });
    const { progress } = await networking('var-admin');
    expect(progress).toMatchObject({ met: false, unknown: [] });
    expect(progress?.requirements).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'partner-value-index', required: '7.5', actual: '8.1', gap: '0' }),
        expect.objectContaining({ key: 'revenue', required: '1500000', actual: '900000', gap: '600000' }),
      ]),
    );
    expect(Number(progress?.percent)).toBeGreaterThan(0);
  });

  test('are nothing to another reseller: neither the rules nor the numbers', async () => {
    expect(await networking('other-var')).toMatchObject({ program: { rulesVersion: '2026-01' }, progress: null });
    const { id: membership } = await networking('var-admin');
    const input = {
      membership,
      requirement: 'revenue',
      since: '2026-01-01',
      amount: '1',
      currency: 'USD',
      source: 'x',
    };
    const forged = await change(
      'other-var',
      'mutation ($input: ReportedNumberInput!) { change: reportNumber(input: $input) { errors { path message } } }',
      { input },
    );
    expect(forged.errors.map(({ path }) => path)).toEqual(['/input/membership']);
  });

  test('that are broken are told every fault in its place, and change nothing', async () => {
    const before = await networking('var-admin');
    const [partner, preferred, ...others] = EXAMPLE.tiers;
    const broken = {
      ...EXAMPLE,
      program: 'cisco-361',
      effectiveFrom: '25.01.2026',
      tiers: [{ ...partner, tier: 'networking-friend' }, { ...preferred, benefits: 'many' }, ...others],
    };
    const { errors } = await replace(broken);
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      '/rules/effectiveFrom',
      '/rules/program',
      '/rules/tiers/0/tier',
      '/rules/tiers/1/benefits',
    ]);
    for (const { message } of errors) expect(message).toMatch(/^must be .+, not .+$/);
    expect(await networking('var-admin')).toEqual(before);
  });

  test('are refused when they have no bottom, before anything goes down into them', async () => {
    const levels = 20_000;
    // Written by hand: what would write it for us goes down into it too, and has no room left.
    const text = `{"tiers":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(await replace(text)).toEqual({
      errors: [{ path: '/rules', message: 'must not go deeper than 12 levels' }],
    });
  });

  test('come as text where they are more than variables may hold', async () => {
    const [partner, preferred] = EXAMPLE.tiers;
    const many = Array.from({ length: 40 }, (_, index) => ({ ...preferred?.requirements[0], key: `more-${index}` }));
    const mutation = `mutation ($program: ID!, $rules: JSON!) { change: replaceProgramRules(program: $program, rules: $rules) { errors { path } } }`;
    const benefits = Array.from({ length: 100 }, (_, index) => ({
      text: `Benefit ${index}`,
      source: 'x',
      confidence: 'LOW',
    }));
    const long = {
      ...EXAMPLE,
      version: 'long',
      tiers: [
        { ...partner, benefits },
        { ...preferred, requirements: many, benefits },
      ],
    };
    const { errors } = await house.ask('var-admin', mutation, { program: CISCO_360, rules: long });
    expect(errors?.[0]?.extensions?.code).toBe('INPUT_LIMIT');
    expect(await replace(JSON.stringify(long))).toEqual({ errors: [] });
    expect((await networking('var-admin')).program.rulesVersion).toBe('long');
    expect(await replace(EXAMPLE)).toEqual({ errors: [] });
  });

  test('are kept from whoever may only read', async () => {
    const { errors } = await house.ask(
      'var-reader',
      'mutation ($program: ID!) { restoreProgramRules(program: $program) { errors { path } } }',
      { program: CISCO_360 },
    );
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await networking('var-reader')).program.rulesVersion).toBe(EXAMPLE.version);
  });

  test('taken away leave the public ones, and what was reported stays for the next time', async () => {
    const restore =
      'mutation ($program: ID!) { change: restoreProgramRules(program: $program) { errors { path message } } }';
    expect(await change('var-admin', restore, { program: CISCO_360 })).toEqual({ errors: [] });
    const { program, progress } = await networking('var-admin');
    expect(program.rulesVersion).toBe('2026-01');
    // The index is asked for by the public rules too.
    expect(progress?.requirements).toMatchObject([{ key: 'partner-value-index', required: '7.5', actual: '8.1' }]);
  });
});
