import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import { post } from '../../support/started-house.ts';
import { accepted, enter, seeDeal, untilWrite, type Asked, type SeenDeal } from '../writes/support/graph.ts';
import { newSale } from '../writes/support/sale.ts';
import { printToken, startProgram, type StartedProgram } from './started-program.ts';

const VENDORS = ['aws', 'microsoft'] as const;
let folder: string;
let program: StartedProgram;
let house: Asked;

/** Starts the program over the folder; every connection has been read in full when it says that it is ready. */
async function start(): Promise<void> {
  program = await startProgram(folder);
  expect(program.output()).toMatch(/(\d+) of \1 connections to vendors have been read/);
  const { url } = program;
  house = {
    ask: async (profile, query, variables) => {
      const { stdout } = await printToken(folder, profile);
      return post(`${url}/graphql`, stdout, query, variables);
    },
  };
}

/** Enters one sale for both vendors and submits it, until both have it. */
async function submitted(): Promise<SeenDeal[]> {
  const drafts = await enter(house, newSale(VENDORS));
  const ids = VENDORS.map((vendor) => drafts.get(vendor)?.deal?.id ?? '');
  for (const id of ids) await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
  return Promise.all(ids.map((id) => untilWrite(house, id, 'CLEAN')));
}

const upstream = ({ source: { remoteId, deletedUpstream } }: SeenDeal) => ({ remoteId, deletedUpstream });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-start-'));
  await start();
}, 120_000);
afterAll(async () => {
  await program?.end('SIGTERM');
  await eraseEmbeddedPostgres(folder);
  await rm(folder, { recursive: true, force: true });
});

describe('the vendors of npm start', () => {
  let before: SeenDeal[];

  test('take a deal each', async () => {
    before = await submitted();
    expect(before.map(upstream)).toEqual([
      { remoteId: expect.stringMatching(/^O\d+$/), deletedUpstream: false },
      { remoteId: expect.stringMatching(/^[0-9a-f-]{36}$/), deletedUpstream: false },
    ]);
  }, 120_000);

  test('still have their deals after kill -9 and a new start, and take new ones under other numbers', async () => {
    await program.end('SIGKILL');
    await start();
    const again = await Promise.all(before.map(({ id }) => seeDeal(house, id)));
    expect(again.map(upstream)).toEqual(before.map(upstream));
    expect(again.map(({ pendingWrite }) => pendingWrite.state)).toEqual(['CLEAN', 'CLEAN']);
    const numbers = [...before, ...(await submitted())].map(({ source }) => source.remoteId);
    expect(new Set(numbers).size).toBe(4);
  }, 120_000);

  test('keep what they remember in the data folder, for its owner only', async () => {
    const vendors = join(folder, 'vendors');
    expect((await stat(vendors)).mode & 0o777).toBe(0o700);
    const [file = ''] = await readdir(vendors);
    expect((await stat(join(vendors, file))).mode & 0o777).toBe(0o600);
  });
});
