import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '../../demo/issuer.ts';
import { DEMO_PROFILES } from '../../demo/profiles.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createTokenVerifier } from '../../platform/identity/token-verifier.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the program behind `npm run token`, as `npm run build` left it. */
function runToken(...args: string[]): Promise<Ran> {
  const program = join(PROJECT_ROOT, 'dist/demo/token.js');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env: { PARTNERGRAPH_DATA_DIR: folder } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

describe('npm run token', () => {
  test('prints a token and nothing else, before anything has been started', async () => {
    expect(await readdir(folder)).toEqual([]);
    const { code, stdout, stderr } = await runToken('var-admin');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);

    const issuer = await openDemoIssuer({ folder, clock: systemClock });
    const verify = createTokenVerifier({ ...issuer.trust, clock: systemClock });
    const viewer = await verify(stdout.trim());
    expect(viewer).toMatchObject({ subject: 'user:var-admin', partnerId: DEMO_PROFILES['var-admin'].partnerId });
  });

  test.each([
    [['nobody'], '"nobody"'],
    [[], 'nothing'],
    [['__proto__'], '"__proto__"'],
  ])('for %j tells which profiles there are, and fails', async (args, came) => {
    const { code, stdout, stderr } = await runToken(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`came ${came}`);
    for (const name of Object.keys(DEMO_PROFILES)) expect(stderr).toContain(name);
  });
});
