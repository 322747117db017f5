import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

/** A run of the sandbox's program: its output so far. */
interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--no-warnings', join(PROJECT_ROOT, 'sandbox', 'main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  return { child, output: () => chunks.join('') };
}

describe('the program', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('serves every vendor until %s ends it', async (signal) => {
    const { child, output } = run({ SANDBOX_PORT: '0' });
    const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
    while (!output().includes('_control/aws/')) {
      await Promise.race([once(child.stdout ?? child, 'data'), exited]);
      if (child.exitCode !== null) throw new Error(output());
    }
    const origin = /listens on (\S+)/u.exec(output())?.[1] ?? '';
    const response = await fetch(`${origin}/_control/aws/calls`);
    expect(await response.json()).toMatchObject({ total: 0 });
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  test('does not start with a wrong option, and says which', async () => {
    const { child, output } = run({ SANDBOX_PORT: '0', SANDBOX_PARTNERS: 'many' });
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(output()).toContain('SANDBOX_PARTNERS: expected a whole number from 1 to 9999, got "many"');
    expect(output()).not.toContain('    at ');
  });
});
