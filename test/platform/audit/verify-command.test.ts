import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readVerifyArguments } from '../../../platform/audit/verify-arguments.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addTenant, tamper, verify, write } from './support.ts';

const PARTNER = '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11';
const HASH = 'a'.repeat(64);
/** What an installation is configured with beside its database. */
const INSTALLATION = {
  PARTNERGRAPH_JWKS_URL: 'https://issuer.example/jwks.json',
  PARTNERGRAPH_JWT_ISSUER: 'https://issuer.example',
  PARTNERGRAPH_JWT_AUDIENCE: 'partnergraph',
  PARTNERGRAPH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
};

describe('the arguments of a verification', () => {
  test('are a partner by its uuid or its node id, and perhaps an end that was noted', () => {
    expect(readVerifyArguments([PARTNER])).toEqual({ partnerId: PARTNER, anchor: null });
    expect(readVerifyArguments([PARTNER.toUpperCase()])).toEqual({ partnerId: PARTNER, anchor: null });
    expect(readVerifyArguments([toNodeId('Partner', PARTNER), `7:${HASH}`])).toEqual({
      partnerId: PARTNER,
      anchor: { entries: 7, hash: HASH },
    });
  });

  test.each([
    [[]],
    [['x']],
    [[toNodeId('Deal', PARTNER)]],
    [[PARTNER, HASH]],
    [[PARTNER, `-1:${HASH}`]],
    [[PARTNER, `7:${HASH}0`]],
    [[PARTNER, `7:${HASH}`, 'more']],
  ])('%j are none', (args) => {
    expect(readVerifyArguments(args)).toBeNull();
  });
});

describe('the command', () => {
  let db: MigratedDatabase;
  beforeAll(async () => {
    db = await openMigratedDatabase();
  });
  afterAll(() => db.close());

  async function run(...args: string[]): Promise<{ code: number | null; out: string; told: string }> {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/platform/audit/main.js'), ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL: db.url, ...INSTALLATION },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, told] = [child.stdout, child.stderr].map((stream) => {
      const kept: string[] = [];
      stream.setEncoding('utf8').on('data', (data: string) => kept.push(data));
      return kept;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out: (out ?? []).join(''), told: (told ?? []).join('') };
  }

  test('prints the verdict and the end to note, and ends with 0, or with 1 for a chain that was changed', async () => {
    const tenant = await addTenant(db);
    for (const action of ['one', 'two', 'three']) await write(db, tenant, { action });
    const { hash } = await verify(db, tenant);
    const good = await run(tenant, `3:${hash}`);
    expect([good.code, good.told, JSON.parse(good.out)]).toEqual([
      0,
      '',
      { partner: tenant, end: `3:${hash}`, faults: [] },
    ]);
    await tamper(db, `delete from audit where partner_id = '${tenant}' and seq = 2`);
    const bad = await run(tenant);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ faults: [{ fault: 'REMOVED', seq: 3 }] });
  }, 30_000);

  test('says what it expected, and ends with 2, for other arguments', async () => {
    const { code, out, told } = await run('everybody');
    expect([code, out]).toEqual([2, '']);
    expect(told).toMatch(/^expected a partner, as a uuid or a node id/);
  }, 30_000);
});
