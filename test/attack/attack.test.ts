import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import type { Attack } from './attack.ts';
import { CURSORS } from './cursors.ts';
import { DOCUMENTS } from './documents.ts';
import { FRAMING } from './framing.ts';
import { POINTS_PER_MINUTE, startTarget, type AttackAnswer, type Target } from './target.ts';
import { TOKENS } from './tokens.ts';
import { UPLOADS } from './uploads.ts';
import { VARIABLES } from './variables.ts';

const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  documents: DOCUMENTS,
  variables: VARIABLES,
  'HTTP framing': FRAMING,
  tokens: TOKENS,
  cursors: CURSORS,
  uploads: UPLOADS,
};
const ALL = Object.values(ATTACKS).flat();

/** Far above what the process takes up while it warms, far below what one attack that got through would. */
const MOST_GROWTH = 256 * 1024 * 1024;
/** What no answer may tell: where code is, what it stands on, who listens where. */
const LEAKS =
  /\n\s+at |node_modules|node:internal|\.[jt]s:\d|postgres|ECONN|127\.0\.0\.1|localhost|relation "|syntax error at/;

let target: Target;
let before: number;
interface Timed {
  readonly title: string;
  readonly ms: number;
}
const times: Timed[] = [];
/** The second time, when the process has run the code for it before. */
const again: Timed[] = [];

function slowest(timed: readonly Timed[]): string {
  const first = timed.toSorted((a, b) => b.ms - a.ms).slice(0, 10);
  return first.map(({ title, ms }) => `${ms} ms ${title}`).join('\n  ');
}

beforeAll(async () => {
  target = await startTarget();
  before = target.rss();
}, 180_000);
afterAll(async () => {
  process.stdout.write(`${ALL.length} attacks; the slowest answers:\n  ${slowest(times)}\n`);
  process.stdout.write(`of the second round:\n  ${slowest(again)}\n`);
  await target?.stop();
}, 60_000);

interface Told {
  readonly message: string;
  readonly extensions: { readonly code: string };
}

function errorsOf({ text }: AttackAnswer): readonly Told[] {
  return (JSON.parse(text) as { errors?: Told[] }).errors ?? [];
}

async function expectServing(): Promise<void> {
  const { status, text } = await target.ask('{ viewer { subject } }');
  expect({ status, text: JSON.parse(text) }).toMatchObject({ status: 200, text: { data: { viewer: {} } } });
}

describe.each(Object.keys(ATTACKS))('the started gateway attacked by %s', (kind) => {
  test.each(ATTACKS[kind]?.map((attack) => ({ ...attack })) ?? [])(
    '$title',
    async ({ title, send, status, code, told }) => {
      const answer = await send(target);
      times.push({ title, ms: target.lastMs() });
      const errors = errorsOf(answer);
      const codes = errors.map(({ extensions }) => extensions.code);
      expect({ status: answer.status, codes }).toEqual({
        status,
        codes: code === null ? [] : expect.arrayContaining([code]),
      });
      const error = errors.find(({ extensions }) => extensions.code === code);
      expect(error?.message ?? '').toMatch(told ?? (code === null ? /^$/ : /\w{4}/));
      expect(answer.text).not.toMatch(LEAKS);
      expect(answer.text).not.toContain(PROJECT_ROOT);
      expect(answer.text).not.toContain(target.folder);
      await expectServing();
    },
    60_000,
  );
});

describe('after all attacks', () => {
  test('the same process serves, is ready, and holds about as much memory as before', async () => {
    expect(ALL.length).toBeGreaterThan(60);
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(`${target.url}${path}`)).status).toBe(200);
    }
    const growth = target.rss() - before;
    process.stdout.write(
      `memory: ${Math.round(before / 2 ** 20)} MB before, ${Math.round(growth / 2 ** 20)} MB more after\n`,
    );
    expect(growth).toBeLessThan(MOST_GROWTH);
    expect(() => process.kill(target.pid, 0)).not.toThrow();
  });

  test('a second round of all of them leaves about as much memory as the first', async () => {
    const first = target.rss();
    for (const { title, send } of ALL) {
      await send(target);
      again.push({ title, ms: target.lastMs() });
    }
    await expectServing();
    const growth = target.rss() - first;
    process.stdout.write(`memory: ${Math.round(growth / 2 ** 20)} MB more after a second round\n`);
    expect(growth).toBeLessThan(MOST_GROWTH / 2);
  }, 120_000);

  test('nothing that was sent is in the log: no token, no key, no stack', () => {
    expect(target.output()).not.toMatch(/eyJ[\w-]+\.eyJ|PRIVATE KEY/);
  });

  test('what it holds its callers to is what it was configured with', async () => {
    const { headers, text } = await target.ask('{ viewer { subject } }');
    expect(headers['ratelimit-policy']).toBe(`"points";q=${POINTS_PER_MINUTE};w=60`);
    expect(JSON.parse(text)).toMatchObject({ extensions: { cost: { maximum: 20_000 } } });
  });

  test('what was denied is in the tenant’s audit log, and nothing that was sent with it is', async () => {
    const { text } = await target.ask('{ auditLog(first: 200) { nodes { action outcome detail actor } } }');
    const { data } = JSON.parse(text) as { data: { auditLog: { nodes: Array<{ action: string; outcome: string }> } } };
    const refused = data.auditLog.nodes.filter(({ outcome }) => outcome === 'REFUSED').map(({ action }) => action);
    expect(refused).toEqual(expect.arrayContaining(['uploadImport', 'authenticate']));
    expect(text).not.toMatch(/eyJ|etc\/passwd|union select|__proto__/);
  });

  test('two tenants still see each their own', async () => {
    const [one, other] = await Promise.all([
      target.ask('{ viewer { partner { id } } }', {}, 'var-admin'),
      target.ask('{ viewer { partner { id } } }', {}, 'other-var'),
    ]);
    expect(one.text).not.toBe(other.text);
  });

  test('it ends when it is told to', async () => {
    expect(await target.stop()).toEqual({ code: 0, signal: null });
  });
});
