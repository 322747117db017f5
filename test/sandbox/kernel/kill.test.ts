import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { newFolders } from '../support/new-folder.ts';

const newFolder = newFolders();
let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** Runs the sandbox's program over a folder. @returns its address and everything it printed until it listened */
async function run(folder: string, settings: object = {}): Promise<{ origin: string; output: string }> {
  const started = spawn(process.execPath, ['--no-warnings', join(PROJECT_ROOT, 'sandbox', 'main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', SANDBOX_PORT: '0', SANDBOX_FOLDER: folder, ...settings },
  });
  child = started;
  let output = '';
  const ended = once(started, 'close');
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (data) => (output += String(data)));
  while (!output.includes('_control/microsoft/')) {
    await Promise.race([once(started.stdout, 'data'), ended]);
    if (started.exitCode !== null) throw new Error(output);
  }
  return { origin: /listens on (\S+)/u.exec(output)?.[1] ?? '', output };
}

async function kill(): Promise<void> {
  const ended = child && once(child, 'close');
  child?.kill('SIGKILL');
  await ended;
}

/** Changes a deal at Cisco, as its staff would: what takes the shortest time of all writes. */
async function change(origin: string, body: object): Promise<number> {
  const init = { method: 'POST', body: JSON.stringify({ type: 'deal', ...body }) };
  const response = await fetch(`${origin}/_control/cisco/records`, init);
  await response.arrayBuffer();
  return response.status;
}

const NOTES = 'x'.repeat(20_000);

/** Makes deals one after the other until the program does not answer any more. @returns those that were answered */
async function makeDeals(origin: string, prefix: string): Promise<string[]> {
  const answered: string[] = [];
  for (let n = 0; ; n += 1) {
    const dealId = `${prefix}-${n}`;
    const status = await change(origin, { create: { dealId, notes: NOTES } }).catch(() => null);
    if (status === null) return answered;
    expect(status).toBe(200);
    answered.push(dealId);
  }
}

describe('a sandbox that is killed while it writes', () => {
  test('has everything that it has answered, each time it is started again', async () => {
    const folder = await newFolder();
    const answered: string[] = [];
    for (const round of ['a', 'b', 'c']) {
      const { origin } = await run(folder);
      for (const id of answered) expect(await change(origin, { id, set: {} })).toBe(200);
      const streams = [1, 2, 3].map((stream) => makeDeals(origin, `${round}${stream}`));
      // In the middle of whatever it does then.
      await change(origin, { create: { dealId: `${round}-first` } });
      await kill();
      const made = (await Promise.all(streams)).flat();
      answered.push(`${round}-first`, ...made);
    }
    const { origin } = await run(folder);
    for (const id of answered) expect(await change(origin, { id, set: { seen: true } })).toBe(200);
    expect(answered.length).toBeGreaterThanOrEqual(3);
  }, 60_000);

  test('says in one line that it begins anew when it is started with other numbers', async () => {
    const folder = await newFolder();
    const { origin, output } = await run(folder);
    expect(output).not.toContain('begin anew');
    await change(origin, { create: { dealId: 'new-1' } });
    await kill();
    const other = await run(folder, { SANDBOX_DEALS_PER_PARTNER: '3' });
    expect(other.output.match(/^The stand-in vendors begin anew.*$/gmu)).toHaveLength(1);
    expect(await change(other.origin, { id: 'new-1', set: {} })).toBe(400);
  }, 30_000);
});
