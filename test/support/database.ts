import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A database of one test file or test, empty or as the template has it. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. May be called again. */
  drop(): Promise<void>;
}

/** The server that the setup of the run started, or the one named from outside. */
function adminUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: the global setup of the tests sets it');
  return url;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Insufficient privilege: a worker of the server's own, which no role of ours may end, is cleaning the database. */
const BEING_CLEANED = '42501';
const MOST_DROPS = 20;
const DROP_AGAIN_MS = 250;

/** Drops a database, whoever of ours is still connected; the server's own cleaning is waited for. */
async function drop(name: string): Promise<void> {
  for (let made = 1; ; made += 1) {
    try {
      return await administer(`drop database if exists ${name} with (force)`);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== BEING_CLEANED || made === MOST_DROPS) throw error;
      await sleep(DROP_AGAIN_MS);
    }
  }
}

/** A fresh database with a random name; a copy of the database `TEST_DATABASE_TEMPLATE` when that is set. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = process.env.TEST_DATABASE_TEMPLATE;
  const source = template ? ` template ${pg.escapeIdentifier(template)}` : '';
  await administer(`create database ${name}${source}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(name) };
}
