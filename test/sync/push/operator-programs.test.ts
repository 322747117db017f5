import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { addDraft, bring, realEffects } from './support/deals.ts';
import { MemoryVendor } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

/* The programs themselves, as `npm run build` left them. */
let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
afterAll(() => bench.close());

async function run(program: string, ...args: string[]): Promise<{ code: unknown; out: string; told: string }> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, `dist/sync/push/operator/${program}/main.js`), ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: bench.db.url, PARTNERGRAPH_DEMO: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, told] = [child.stdout, child.stderr].map((stream) => {
    const kept: string[] = [];
    stream.setEncoding('utf8').on('data', (text: string) => kept.push(text));
    return kept;
  });
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, out: (out ?? []).join(''), told: (told ?? []).join('') };
}

describe('npm run review', () => {
  test('lists what waits for a person, and does what it is told with it', async () => {
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const silent = new MemoryVendor(
      'token',
      () => bench.clock.now(),
      () => 'lost-answer',
    );
    for (let turns = 0; turns < 10; turns += 1) {
      await bench.turn(silent, 'never', { effects: realEffects(bench) });
      bench.clock.advance(3_600_000);
    }
    const listed = await run('review', 'list');
    expect([listed.code, listed.told]).toEqual([0, '']);
    expect(listed.out).toMatch(
      new RegExp(`^${id}\tA partner\talpha\tSUBMIT_DEAL\t\\S+Z\tmay be there\tIt was sent 9 times`),
    );
    const refused = await run('review', 'cancel', id);
    expect([refused.code, refused.out]).toEqual([1, expect.stringMatching(/^It can not be taken back/)]);
    const done = await run('review', 'done', id, 'R-1');
    expect([done.code, done.out]).toEqual([0, 'It is closed: the record is at the vendor under R-1.\n']);
    expect((await run('review', 'list')).out).toBe('No write waits for a person.\n');
  }, 30_000);

  test('says what it expected, and ends with 2, for other arguments', async () => {
    const { code, out, told } = await run('review', 'redrive', 'everything');
    expect([code, out]).toEqual([2, '']);
    expect(told).toMatch(/^expected list, redrive <operation>/);
  }, 30_000);
});

describe('npm run sweep', () => {
  test('ends with 0 where everything matches, and with 1 and the rows to look at where it does not', async () => {
    expect(await run('sweep')).toEqual({ code: 0, out: 'Writes and vendor records match.\n', told: '' });
    const target = await addDraft(bench);
    await bench.change(await bench.queue({ target }), { state: 'NEEDS_REVIEW' });
    await bring(bench, { remoteId: 'THERE', externalId: target });
    const { code, out } = await run('sweep');
    expect(code).toBe(1);
    expect(out).toBe(
      `Partner ${bench.partnerId}: the deal ${target} is at the vendor, although no submission of it ended well.\n`,
    );
  }, 30_000);
});
