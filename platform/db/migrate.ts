import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Tables } from './tables.ts';

/**
 * One forward-only step: plain SQL. Ids sort in the order the steps run (`2026-11-23.10-deals`); a step that has landed
 * is never edited, the next one mends it.
 */
export interface MigrationStep {
  readonly id: string;
  readonly sql: string;
}

/** Makes sure no two rooms chose the same id. */
function byId(steps: readonly MigrationStep[]): Record<string, Migration> {
  const migrations: Record<string, Migration> = {};
  for (const step of steps) {
    if (migrations[step.id]) throw new Error(`migration id ${step.id} is used twice`);
    migrations[step.id] = {
      up: async (db: Kysely<unknown>) => {
        await sql.raw(step.sql).execute(db);
      },
    };
  }
  return migrations;
}

/** A step may have given a table more columns: what readers are shown of it follows (platform/consent). */
async function followTables(db: Kysely<Tables>): Promise<void> {
  await sql`do $$ begin
    if to_regprocedure('show_tables()') is not null then perform show_tables(); end if;
  end $$`.execute(db);
}

/**
 * Brings the database to the newest step. Safe to run from several processes at once: Kysely's migrator takes a lock.
 * @returns ids of the steps that ran now
 * @throws Error naming the step that failed; nothing of that step stays
 */
export async function migrate(db: Kysely<Tables>, steps: readonly MigrationStep[]): Promise<string[]> {
  const migrations = byId(steps);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'none';
    throw new Error(`migration ${failed} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const ran = (results ?? []).map((result) => result.migrationName);
  if (ran.length > 0) await followTables(db);
  return ran;
}
