import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { storeSealedCredentials } from '../../../sync/pull/connection-store.ts';
import { SyncBench } from '../support/bench.ts';

/* The program itself, as `npm run build` left it. */
const [OLD, NEW] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString('base64')) as [string, string];
const idOf = (text: string): string => readMasterKeys(text)[0]?.id ?? '';

let bench: SyncBench;
beforeAll(async () => {
  bench = await SyncBench.open();
  for (let count = 0; count < 2; count += 1) {
    const identity = await bench.connect({}, null);
    const sealed = new SecretBox(readMasterKeys(OLD)).seal('{"clientSecret":"hunter2"}', identity.connectionId);
    await bench.as(identity, (trx) => storeSealedCredentials(trx, { ...identity, sealed }));
  }
});
afterAll(() => bench.close());

async function reseal(keys: string): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/sync/reseal/main.js')], {
    env: { DATABASE_URL: bench.db.url, PARTNERGRAPH_SECRET_KEY: keys, PARTNERGRAPH_DEMO: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, output };
}

describe('npm run reseal', () => {
  test('says which key is missing, and ends with code 1, when a credential can not be opened', async () => {
    const { code, output } = await reseal(NEW);
    expect(code).toBe(1);
    expect(output).toContain(`is under the master key ${idOf(OLD)}, which is not among the configured ones`);
    for (const secret of [OLD, NEW, 'hunter2', bench.db.url]) expect(output).not.toContain(secret);
  });

  test('moves every credential to the newest key, says that the old one can go, and ends with code 0', async () => {
    const { code, output } = await reseal(`${NEW},${OLD}`);
    expect(output.split('\n').filter((line) => line !== '')).toEqual([
      `2 credentials are stored; 2 were moved to the master key ${idOf(NEW)}.`,
      `No credential is under the master key ${idOf(OLD)} any more: it can be taken away.`,
    ]);
    expect(code).toBe(0);
    expect((await reseal(NEW)).code).toBe(0);
  });
});
