import { randomUUID } from 'node:crypto';
import { execute, parse, validate, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { createMemoryCache } from '../../../../platform/cache/open-cache.ts';
import { forRequests } from '../../../../platform/cache/request-cache.ts';
import { createGraphContext } from '../../../../platform/graph/create-context.ts';
import type { GraphServices } from '../../../../platform/graph/context.ts';
import { createCursorCodec } from '../../../../platform/graph/cursor.ts';
import { defineSubgraph } from '../../../../platform/graph/define-subgraph.ts';
import { SCOPES } from '../../../../platform/identity/scopes.ts';
import { toNodeId } from '../../../../platform/ids/node-id.ts';
import type { AcceptedUpload, ImportService, ImportState, Upload } from '../../../../platform/imports/contract.ts';
import { RateTable } from '../../../../platform/money/rates.ts';
import type { CapabilityArea } from '../../../../platform/records/vocabulary.ts';
import type { VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import { createVendorDirectory } from '../../../../platform/vendor/directory.ts';
import { connectionsModule } from '../../../../subgraphs/connections/index.ts';
import type { FileImportRow } from '../../../../subgraphs/connections/imports/store.ts';
import { ALL_INGESTS } from '../../../../sync/all-ingests.ts';
import type { ImportOptions } from '../../../../sync/imports/import-options.ts';
import { createImportService } from '../../../../sync/imports/import-service.ts';
import { awsWorkshop } from '../../../../vendors/aws/index.ts';
import { ciscoWorkshop } from '../../../../vendors/cisco/index.ts';
import { dellWorkshop } from '../../../../vendors/dell/index.ts';
import { filesWorkshop } from '../../../../vendors/files/index.ts';
import { ibmWorkshop } from '../../../../vendors/ibm/index.ts';
import { microsoftWorkshop } from '../../../../vendors/microsoft/index.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../../support/migrated-database.ts';
import { TestClock } from '../../../subgraphs/support/test-clock.ts';

const WORKSHOPS = [
  awsWorkshop,
  ciscoWorkshop,
  dellWorkshop,
  ibmWorkshop,
  microsoftWorkshop,
  filesWorkshop,
] as unknown as readonly VendorWorkshop[];
const VENDORS = ['aws', 'cisco', 'dell', 'ibm', 'microsoft'];

/** A tenant with a connection to every vendor. */
export interface Tenant {
  readonly partnerId: string;
  /** Row ids by vendor. */
  readonly connections: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFormattedError[];
}

/** The import of files over a real database, and the graph that tells of it. */
export class ImportHouse {
  readonly db: MigratedDatabase;
  readonly clock: TestClock;
  readonly options: ImportOptions;
  readonly service: ImportService;
  readonly #schema: GraphQLSchema;

  constructor(db: MigratedDatabase, clock: TestClock, schema: GraphQLSchema) {
    this.db = db;
    this.clock = clock;
    this.#schema = schema;
    const vendors = createVendorDirectory(WORKSHOPS);
    this.options = { database: db.database, vendors, ingests: ALL_INGESTS, clock, log: pino({ level: 'silent' }) };
    this.service = createImportService(this.options);
  }

  async addTenant(): Promise<Tenant> {
    const partnerId = randomUUID();
    await this.db.addPartner(partnerId, 'A partner');
    const connections = Object.fromEntries(VENDORS.map((vendor) => [vendor, randomUUID()]));
    const rows = Object.entries(connections).map(([vendor, id]) => ({
      id,
      partner_id: partnerId,
      vendor_id: vendor,
      running_since: null,
      last_attempt_at: null,
      last_success_at: null,
      next_attempt_at: this.clock.now(),
    }));
    await this.db.as(partnerId, (trx) => trx.insertInto('connection').values(rows).execute(), 'partnergraph_sync');
    return { partnerId, connections };
  }

  /** Sends a file in. @param more what differs from a file of Dell deals of today */
  send(
    tenant: Tenant,
    content: string | Uint8Array,
    more: Partial<Upload> & { readonly vendor?: string } = {},
  ): Promise<AcceptedUpload> {
    const { vendor = 'dell', ...upload } = more;
    return this.service.accept({
      partnerId: tenant.partnerId,
      subject: 'user:tester',
      target: { vendor },
      area: 'DEAL' as CapabilityArea,
      asOf: '2026-06-30',
      content: typeof content === 'string' ? Buffer.from(content) : content,
      ...upload,
    });
  }

  /** An import's row; the tenant's own eyes see it. */
  async row(tenant: Tenant, importId: string): Promise<FileImportRow> {
    return this.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('file_import').selectAll().where('id', '=', importId).executeTakeFirstOrThrow(),
    );
  }

  /** The row once it is no longer being checked. */
  async settled(tenant: Tenant, importId: string): Promise<FileImportRow> {
    for (;;) {
      const row = await this.row(tenant, importId);
      if (row.state !== 'CHECKING') return row;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Sends a file in and waits until it is checked. @throws Error when that ends otherwise than said */
  async checked(
    tenant: Tenant,
    content: string | Uint8Array,
    more: Partial<Upload> & { readonly vendor?: string } = {},
    state: ImportState = 'CHECKED',
  ): Promise<FileImportRow> {
    const row = await this.settled(tenant, (await this.send(tenant, content, more)).id);
    if (row.state !== state) throw new Error(`${row.state}: ${JSON.stringify(row.problems)}`);
    return row;
  }

  /** Sends a file in and commits it. */
  async committed(
    tenant: Tenant,
    content: string | Uint8Array,
    more: Partial<Upload> & { readonly vendor?: string } = {},
  ): Promise<FileImportRow> {
    const { id } = await this.checked(tenant, content, more);
    const fault = await this.service.commit(tenant.partnerId, id);
    if (fault) throw new Error(fault.message);
    return this.row(tenant, id);
  }

  /** The tenant's deals by the vendor's number, those that are gone marked. */
  async deals(tenant: Tenant): Promise<Record<string, string>> {
    const rows = await this.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('deal').select(['remote_id', 'status', 'deleted_upstream']).orderBy('remote_id').execute(),
    );
    return Object.fromEntries(rows.map((deal) => [deal.remote_id, deal.deleted_upstream ? 'gone' : deal.status]));
  }

  /** The tenant's change log, oldest first. */
  async changes(tenant: Tenant): Promise<Array<{ kind: string; action: string; node_id: string; fields: string[] }>> {
    return this.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('change').select(['kind', 'action', 'node_id', 'fields']).orderBy('seq').execute(),
    );
  }

  /** Rows that wait for a commit, in parts. */
  async parts(tenant: Tenant): Promise<number> {
    const rows = await this.db.as(
      tenant.partnerId,
      (trx) => trx.selectFrom('file_import_part').select('part').execute(),
      'partnergraph_sync',
    );
    return rows.length;
  }

  /** Asks the subgraph of connections. @param with what of the process or the caller is otherwise than usual */
  async ask(
    tenant: Tenant,
    query: string,
    variables: Record<string, unknown> = {},
    more: { readonly scopes?: readonly string[]; readonly withoutImports?: boolean } = {},
  ): Promise<Answer> {
    const services: GraphServices = {
      database: this.db.database,
      clock: this.clock,
      rates: new RateTable([]),
      cache: forRequests(createMemoryCache()),
      cursors: createCursorCodec(Buffer.alloc(32, 7)),
      vendors: this.options.vendors,
      freshnessSeconds: 3_600,
      fileFreshnessSeconds: 31 * 86_400,
      sqlTimeoutMs: 10_000,
      ...(more.withoutImports ? {} : { imports: this.service }),
    };
    const viewer = {
      partnerId: tenant.partnerId,
      subject: 'user:tester',
      scopes: new Set<string>(more.scopes ?? Object.keys(SCOPES)),
    };
    const document = parse(query);
    const faults = validate(this.#schema, document);
    if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('; '));
    const context = createGraphContext(services, viewer, { id: 'test', log: pino({ level: 'silent' }) });
    try {
      const result = await execute({
        schema: this.#schema,
        document,
        contextValue: context,
        variableValues: variables,
      });
      const { data, errors } = JSON.parse(JSON.stringify(result)) as Partial<Answer>;
      return { data: data ?? null, errors: errors ?? [] };
    } finally {
      await context.close();
    }
  }

  async close(): Promise<void> {
    await this.service.stop();
    await this.db.close();
  }
}

/** Opens the house; its clock stands at the morning of 30 June 2026. */
export async function openImportHouse(): Promise<ImportHouse> {
  const { schema } = await defineSubgraph(connectionsModule);
  return new ImportHouse(await openMigratedDatabase(), new TestClock('2026-06-30T09:00:00.000Z'), schema);
}

/** The node id of an import's row. */
export function importNode(rowId: string): string {
  return toNodeId('FileImport', rowId);
}
