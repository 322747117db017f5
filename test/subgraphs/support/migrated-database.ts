import pg from 'pg';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { migrate, type MigrationStep } from '../../../platform/db/migrate.ts';
import { PLATFORM_MIGRATIONS } from '../../../platform/db/migrations/index.ts';
import { createTestDatabase } from '../../support/database.ts';

const MIGRATING = 7_264_511;

/** The roles belong to the whole server, so only one test file at a time may make them. */
async function oneAtATime(work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
    await work();
  } finally {
    await client.end();
  }
}

/** A database of one test file with the tables of the platform and of the given steps. Closing it removes it. */
export async function openMigratedDatabase(
  steps: readonly MigrationStep[],
  onStatement: (statement: string) => void,
): Promise<Database> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase({ url, max: 4, log: pino({ level: 'silent' }), onStatement });
  const close = async (): Promise<void> => {
    await database.close();
    await drop();
  };
  try {
    await oneAtATime(async () => void (await migrate(database.kysely, [...PLATFORM_MIGRATIONS, ...steps])));
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, close };
}
