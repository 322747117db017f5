import { pino } from 'pino';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { inTenantTransaction, type DatabaseRole, type TenantScope } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { ALL_MIGRATIONS } from '../../subgraphs/migrations.ts';
import { createTestDatabase } from './database.ts';

/** A database with every table, and what a test does with it. */
export interface MigratedDatabase {
  readonly url: string;
  readonly database: Database;
  /** Text of every statement since the last call. */
  takeStatements(): string[];
  /** Runs `work` as one tenant, committed. */
  as<T>(partnerId: string | null, work: (trx: WriteTransaction) => Promise<T>, role?: DatabaseRole): Promise<T>;
  /** Makes a partner row. */
  addPartner(id: string, name: string): Promise<void>;
  close(): Promise<void>;
}

/** The scope of a test's transaction. @param role the graph's, unless said otherwise */
export function testScope(
  partnerId: string | null,
  role: DatabaseRole = 'partnergraph_app',
  now = new Date(),
): TenantScope {
  return { role, partnerId, now, statementTimeoutMs: 10_000 };
}

/** Makes a database of its own for a test file, with all migrations run. */
export async function openMigratedDatabase(): Promise<MigratedDatabase> {
  const made = await createTestDatabase();
  const statements: string[] = [];
  const database = openDatabase({
    url: made.url,
    max: 10,
    log: pino({ level: 'silent' }),
    onStatement: (sql) => statements.push(sql),
  });
  await migrate(database.kysely, ALL_MIGRATIONS);
  statements.length = 0;
  const as = <T>(
    partnerId: string | null,
    work: (trx: WriteTransaction) => Promise<T>,
    role?: DatabaseRole,
  ): Promise<T> => inTenantTransaction(database.kysely, testScope(partnerId, role), work);
  return {
    url: made.url,
    database,
    takeStatements: () => statements.splice(0),
    as,
    addPartner: async (id, name) => {
      await as(id, (trx) =>
        trx
          .insertInto('partner')
          .values({ id, name, roles: [], countries: [], industries: [], services: [] })
          .execute(),
      );
    },
    close: async () => {
      await database.close();
      await made.drop();
    },
  };
}
