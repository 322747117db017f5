import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, isObjectType, type GraphQLSchema } from 'graphql';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import { toldFields } from '../../platform/graph/change-fields.ts';
import { NODE_TABLES } from '../../platform/ids/node-tables.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import type { ChangeKind } from '../../platform/records/vocabulary.ts';
import { CHANGE_FIELDS } from '../../subgraphs/change-fields.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { openMigratedDatabase } from './support/migrated-database.ts';

const TYPES = {
  DEAL: 'Deal',
  MEMBERSHIP: 'Membership',
  CERTIFICATION: 'Certification',
  BENEFIT: 'Benefit',
  SPECIAL_BID: 'SpecialBid',
} as const satisfies Record<ChangeKind, keyof typeof NODE_TABLES>;
const KINDS = Object.keys(TYPES) as ChangeKind[];

/** What every mirrored row has; that it is told as the node's source has a test of its own. */
const EVERY_ROW = `id partner_id connection_id vendor_id feed transport remote_id remote_url remote_version
  remote_updated_at fetched_at payload_hash seen_run deleted_upstream created_at changed_at`.split(/\s+/);

let database: Database;
let api: GraphQLSchema;

beforeAll(async () => {
  const steps = ALL_SUBGRAPHS.flatMap((module) => module.migrations);
  database = await openMigratedDatabase(steps, () => undefined);
  api = buildSchema(await readFile(join(PROJECT_ROOT, 'schema', 'api.graphql'), 'utf8'));
});
afterAll(() => database.close());

describe('what the change feed calls the columns of', () => {
  test.each(KINDS)('%s has an entry for every column there is', async (kind) => {
    const { rows } = await sql<{ name: string }>`
      select attname as name from pg_attribute
      where attrelid = ${NODE_TABLES[TYPES[kind]]}::regclass and attnum > 0 and not attisdropped`.execute(
      database.kysely,
    );
    expect(rows.length).toBeGreaterThan(EVERY_ROW.length);
    const named = new Set([...EVERY_ROW, ...Object.keys(CHANGE_FIELDS[kind])]);
    expect(rows.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  test.each(KINDS)('%s is in the words of the graph', (kind) => {
    const type = api.getType(TYPES[kind]);
    const known = isObjectType(type) ? Object.keys(type.getFields()) : [];
    const told = toldFields(CHANGE_FIELDS[kind], [...EVERY_ROW, ...Object.keys(CHANGE_FIELDS[kind])]);
    expect(told).toContain('source');
    expect(told.filter((name) => !known.includes(name))).toEqual([]);
  });
});
