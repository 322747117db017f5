import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import { post } from '../../support/started-house.ts';
import { printToken, startProgram, type StartedProgram } from './started-program.ts';

let folder: string;
let program: StartedProgram | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-start-'));
});
afterAll(async () => {
  await program?.end('SIGTERM');
  await eraseEmbeddedPostgres(folder);
  await rm(folder, { recursive: true, force: true });
});

const DEALS = '{ deals(first: 200) { totalCount nodes { id } } changes(first: 500) { changes { nodeId } } }';
interface Deals {
  deals: { totalCount: number; nodes: Array<{ id: string }> };
  changes: { changes: unknown[] };
}

async function readAs(profile: string): Promise<Deals> {
  const { stdout } = await printToken(folder, profile);
  const { data, errors } = await post<Deals>(`${program?.url}/graphql`, stdout, DEALS);
  expect(errors).toBeUndefined();
  return data;
}

describe('npm start', () => {
  let first: Deals;

  test('ends in a gateway with synced demo partners, and says where it is and how to get a token', async () => {
    program = await startProgram(folder);
    expect(program.output()).toMatch(/listens on http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(program.output()).toMatch(/npm run --silent token -- var-admin/);
    expect(program.output()).toMatch(/(\d+) of \1 connections to vendors have been read/);
    expect(program.output()).toMatch(/(\d+) of \1 export files from vendors' portals have been brought in/);
    first = await readAs('var-admin');
    expect(first.deals.totalCount).toBeGreaterThan(5);
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(program.url + path)).status).toBe(200);
    const page = await fetch(`${program.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)/);
  }, 120_000);

  test('asks for a token: without one there is no answer', async () => {
    const response = await fetch(`${program?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { subject } }"}',
    });
    expect(response.status).toBe(401);
  });

  test('refuses a second start over the same data while it runs', async () => {
    await expect(startProgram(folder)).rejects.toThrow(/in use/);
  }, 60_000);

  test('stops on SIGTERM with code 0, and a second start goes on with the same data', async () => {
    const ended = await program?.end('SIGTERM');
    expect({ ...ended, output: program?.output() }).toEqual({ code: 0, signal: null, output: program?.output() });
    program = await startProgram(folder);
    const again = await readAs('var-admin');
    expect(again.deals.nodes.map(({ id }) => id).toSorted()).toEqual(first.deals.nodes.map(({ id }) => id).toSorted());
  }, 120_000);

  test('starts again after kill -9, with its data', async () => {
    expect(await program?.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    program = await startProgram(folder);
    expect((await readAs('var-admin')).deals.totalCount).toBe(first.deals.totalCount);
  }, 120_000);

  test('tells which profiles there are when a token is asked for another', async () => {
    expect((await printToken(folder, 'nobody')).code).toBe(1);
  });
});
