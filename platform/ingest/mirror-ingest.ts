import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { MirrorColumns } from '../db/tenant-table.ts';
import { canonicalJson } from '../records/canonical-json.ts';
import { exactDecimal } from '../records/decimal.ts';
import { parseExactJson } from '../records/exact-json.ts';
import type { JsonValue } from '../records/json.ts';
import type { PulledRecord, VendorRecord } from '../records/records.ts';
import type { CapabilityArea, ChangeAction, ChangeKind } from '../records/vocabulary.ts';
import { logChanges, logWholes, type LoggedChange, type PartOfNode } from './change-log.ts';
import type { Ingest, IngestCounts, IngestOrigin, WriteTransaction } from './ingest.ts';
import { recordRowId } from './row-id.ts';

type ColumnValue = JsonValue | readonly JsonValue[];

/** How one kind of record becomes a row of its table. */
export interface MirrorMapping<R extends VendorRecord> {
  readonly kind: R['kind'];
  readonly table: string;
  /** How the change feed names it; null for records that are part of another node. */
  readonly changeKind: ChangeKind | null;
  /**
   * The area under which consent opens the table's rows, as the table's consent says; left out where that is the area of
   * the feed that brought the row, which the table then keeps. What is told of a row beside it is opened like the row.
   */
  readonly area?: CapabilityArea;
  /**
   * For records without a kind of their own that are part of another node: whatever becomes of the part, the change feed
   * tells an update of that node. `column` of the part's row holds the node's row id.
   */
  readonly partOf?: PartOfNode & { readonly column: string };
  /**
   * The domain's own columns. Their hash decides whether a record has changed, so nothing in them may depend on when
   * or how it was fetched.
   */
  readonly columns: (record: R, origin: IngestOrigin) => Readonly<Record<string, ColumnValue>>;
  /** What the row's id is made from, beside the connection; the record's remote id unless said otherwise. */
  readonly key?: (record: R) => string;
  /**
   * Set where a row may be ours before the vendor has it: its table has a column `external_id`. A record that carries
   * the external id of such a row, or is known by its remote id already, is that row. Gives the record's external id.
   */
  readonly externalId?: (record: R) => string | null;
  /**
   * Whether a record tells less of the same thing than what another feed has told: then that stays, as long as its
   * source lists it. Left out, the last one counts.
   */
  readonly yieldsTo?: (record: R, row: Readonly<Record<string, unknown>>) => boolean;
  /** Runs after the rows are stored, in the same transaction: for what hangs on them. Only changed records come. */
  readonly after?: (
    trx: WriteTransaction,
    origin: IngestOrigin,
    changed: ReadonlyArray<ChangedRow<R>>,
  ) => Promise<void>;
}

/** A row that was added or updated, with the columns before, where there was one. */
export interface ChangedRow<R extends VendorRecord> {
  readonly id: string;
  readonly record: R;
  readonly action: ChangeAction;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly fields: readonly string[];
}

interface Candidate<R extends VendorRecord> {
  readonly id: string;
  readonly pulled: PulledRecord<R>;
  readonly hash: string;
  readonly columns: Readonly<Record<string, ColumnValue>>;
}

function hashOf(columns: object, record: VendorRecord, payload: unknown): string {
  const stable = { columns, url: record.remoteUrl, version: record.remoteVersion, at: record.remoteUpdatedAt, payload };
  return createHash('sha256').update(canonicalJson(stable)).digest('base64url');
}

/** Row ids of the records that we had before the vendor did, by their remote id and by the external id we gave them. */
async function ownRows<R extends VendorRecord>(
  trx: WriteTransaction,
  mapping: MirrorMapping<R>,
  origin: IngestOrigin,
  records: ReadonlyArray<PulledRecord<R>>,
): Promise<(record: R) => string | undefined> {
  const { externalId } = mapping;
  if (!externalId || records.length === 0) return () => undefined;
  const remoteIds = records.map(({ record }) => record.remoteId);
  const externalIds = records.map(({ record }) => externalId(record)).filter((id) => id !== null);
  const { rows } = await sql<{ id: string; remote_id: string; external_id: string }>`
    select id, remote_id, external_id from ${sql.table(mapping.table)}
    where connection_id = ${origin.connectionId} and external_id is not null
      and (remote_id = any(${remoteIds}::text[]) or external_id = any(${externalIds}::text[]))`.execute(trx);
  const byRemoteId = new Map(rows.map((row) => [row.remote_id, row.id]));
  // A row that has its number at the vendor is that record alone: another with the same external id is a second one.
  const unnamed = rows.filter((row) => row.remote_id === row.external_id);
  const byExternalId = new Map(unnamed.map((row) => [row.external_id, row.id]));
  // So is every other record of this page that has it.
  const firstWith = new Map(records.toReversed().map(({ record }) => [externalId(record), record.remoteId]));
  return (record) => {
    const given = externalId(record);
    const mayBeOurs = given !== null && firstWith.get(given) === record.remoteId;
    return byRemoteId.get(record.remoteId) ?? (mayBeOurs ? byExternalId.get(given) : undefined);
  };
}

/** A vendor may list a record twice (pages shift while they are read): the last one counts. */
function candidatesOf<R extends VendorRecord>(
  mapping: MirrorMapping<R>,
  origin: IngestOrigin,
  records: ReadonlyArray<PulledRecord<R>>,
  ownRow: (record: R) => string | undefined,
): Candidate<R>[] {
  const byId = new Map<string, Candidate<R>>();
  for (const pulled of records) {
    const key = mapping.key?.(pulled.record) ?? pulled.record.remoteId;
    const id = ownRow(pulled.record) ?? recordRowId(origin, mapping.kind, key);
    const columns = mapping.columns(pulled.record, origin);
    byId.set(id, { id, pulled, columns, hash: hashOf(columns, pulled.record, pulled.payload) });
  }
  return [...byId.values()];
}

function mirrorValues<R extends VendorRecord>(
  candidate: Candidate<R>,
  origin: IngestOrigin,
): Omit<MirrorColumns, 'created_at'> {
  const { record } = candidate.pulled;
  return {
    id: candidate.id,
    partner_id: origin.partnerId,
    connection_id: origin.connectionId,
    vendor_id: origin.vendorId,
    feed: origin.feed,
    transport: origin.transport,
    remote_id: record.remoteId,
    remote_url: record.remoteUrl,
    remote_version: record.remoteVersion,
    remote_updated_at: record.remoteUpdatedAt === null ? null : new Date(record.remoteUpdatedAt),
    fetched_at: origin.fetchedAt,
    payload_hash: candidate.hash,
    seen_run: origin.runId,
    deleted_upstream: false,
    changed_at: origin.fetchedAt,
  };
}

/** Whether a stored value is the one that came. A numeric column gives back a number for the decimal text it took. */
function isSame(stored: unknown, came: ColumnValue): boolean {
  if (typeof stored === 'number' && typeof came === 'string') return exactDecimal(stored) === exactDecimal(came);
  return canonicalJson(stored) === canonicalJson(came);
}

/** Names of the columns whose values differ; every column for a new row. */
function changedFields(before: Readonly<Record<string, unknown>> | null, columns: object): string[] {
  if (before === null) return Object.keys(columns);
  return Object.entries(columns)
    .filter(([name, value]) => !isSame(before[name] ?? null, value))
    .map(([name]) => name);
}

async function presentRows(
  trx: WriteTransaction,
  table: string,
  ids: readonly string[],
): Promise<Map<string, Record<string, unknown>>> {
  // As text, so that the digits of a decimal outlive the reading.
  const { rows } = await sql<{ id: string; row: string }>`
    select t.id, to_jsonb(t)::text as row from ${sql.table(table)} t where t.id = any(${ids}::uuid[])`.execute(trx);
  return new Map(rows.map(({ id, row }) => [id, parseExactJson(row) as Record<string, unknown>]));
}

/** A record that leaves its row to another feed. */
function yields<R extends VendorRecord>(
  mapping: MirrorMapping<R>,
  origin: IngestOrigin,
  { pulled }: Candidate<R>,
  row: Readonly<Record<string, unknown>> | undefined,
): boolean {
  if (!mapping.yieldsTo || !row || row['feed'] === origin.feed || row['deleted_upstream'] === true) return false;
  return mapping.yieldsTo(pulled.record, row);
}

/** One statement for the whole page. */
async function upsert<R extends VendorRecord>(
  trx: WriteTransaction,
  mapping: MirrorMapping<R>,
  origin: IngestOrigin,
  changed: ReadonlyArray<Candidate<R>>,
): Promise<void> {
  const rows = changed.map((candidate) => ({
    ...mirrorValues(candidate, origin),
    created_at: origin.fetchedAt,
    ...candidate.columns,
  }));
  const names = Object.keys(rows[0] ?? {});
  const updates = names.filter((name) => name !== 'id' && name !== 'created_at');
  const columns = sql.join(names.map((name) => sql.ref(name)));
  await sql`
    insert into ${sql.table(mapping.table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(mapping.table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set ${sql.join(
      updates.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
    )}`.execute(trx);
}

async function storePayloads<R extends VendorRecord>(
  trx: WriteTransaction,
  origin: IngestOrigin,
  area: CapabilityArea,
  changed: ReadonlyArray<Candidate<R>>,
): Promise<void> {
  await trx
    .insertInto('vendor_payload')
    .values(
      changed.map(({ id, pulled }) => ({
        node_id: id,
        partner_id: origin.partnerId,
        vendor_id: origin.vendorId,
        area,
        connection_id: origin.connectionId,
        payload: JSON.stringify({ value: pulled.payload }),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('node_id')
        .doUpdateSet((eb) => ({ payload: eb.ref('excluded.payload'), area: eb.ref('excluded.area') })),
    )
    .execute();
}

/** Makes a domain's ingest from its mapping: the same promises for every kind of record. */
export function createMirrorIngest<R extends VendorRecord>(mapping: MirrorMapping<R>): Ingest<R> {
  const { partOf } = mapping;
  const areaOf = (origin: Pick<IngestOrigin, 'area'>): CapabilityArea => mapping.area ?? origin.area;
  const log = async (
    trx: WriteTransaction,
    origin: Pick<IngestOrigin, 'area' | 'partnerId' | 'vendorId'>,
    changes: ReadonlyArray<Pick<LoggedChange, 'id' | 'action' | 'fields' | 'at'>>,
  ): Promise<void> => {
    const { changeKind: kind } = mapping;
    if (kind === null) return;
    const { partnerId, vendorId } = origin;
    const place = { partnerId, vendorId, area: areaOf(origin), kind };
    await logChanges(
      trx,
      changes.map((change) => ({ ...place, ...change })),
    );
  };
  const store = async (
    trx: WriteTransaction,
    origin: IngestOrigin,
    records: ReadonlyArray<PulledRecord<R>>,
  ): Promise<IngestCounts> => {
    const brought = candidatesOf(mapping, origin, records, await ownRows(trx, mapping, origin, records));
    if (brought.length === 0) return { added: 0, updated: 0, unchanged: 0 };
    const present = await presentRows(
      trx,
      mapping.table,
      brought.map(({ id }) => id),
    );
    const candidates = brought.filter((candidate) => !yields(mapping, origin, candidate, present.get(candidate.id)));
    const differs = (candidate: Candidate<R>): boolean => {
      const row = present.get(candidate.id);
      return !row || row['payload_hash'] !== candidate.hash || row['deleted_upstream'] === true;
    };
    const changed = candidates.filter(differs);
    const unchanged = candidates.filter((candidate) => !differs(candidate));
    if (unchanged.length > 0) {
      await sql`update ${sql.table(mapping.table)} set fetched_at = ${origin.fetchedAt}, seen_run = ${origin.runId}
        where id = any(${unchanged.map(({ id }) => id)}::uuid[])`.execute(trx);
    }
    if (changed.length > 0) {
      await upsert(trx, mapping, origin, changed);
      await storePayloads(trx, origin, areaOf(origin), changed);
      const rows = changed.map((candidate): ChangedRow<R> => {
        const before = present.get(candidate.id) ?? null;
        const action: ChangeAction = before === null || before['deleted_upstream'] === true ? 'ADDED' : 'UPDATED';
        const fields = changedFields(before, candidate.columns);
        return { id: candidate.id, record: candidate.pulled.record, action, before, fields };
      });
      await log(
        trx,
        origin,
        rows.map((row) => ({ ...row, at: origin.fetchedAt })),
      );
      if (partOf) {
        const wholes = changed.map(({ columns }) => String(columns[partOf.column]));
        await logWholes(trx, partOf, wholes, origin.fetchedAt);
      }
      await mapping.after?.(trx, origin, rows);
    }
    const added = changed.filter(({ id }) => !present.has(id)).length;
    return { added, updated: changed.length - added, unchanged: brought.length - changed.length };
  };

  const keepSeen = async (
    trx: WriteTransaction,
    origin: Omit<IngestOrigin, 'fetchedAt'>,
    remoteIds: readonly string[],
  ): Promise<void> => {
    await sql`update ${sql.table(mapping.table)} set seen_run = ${origin.runId}
      where connection_id = ${origin.connectionId} and feed = ${origin.feed}
        and remote_id = any(${[...remoteIds]}::text[])`.execute(trx);
  };

  const markUnseen = async (
    trx: WriteTransaction,
    origin: Omit<IngestOrigin, 'fetchedAt'>,
    now: Date,
  ): Promise<number> => {
    const { rows } = await sql<{ id: string; whole_id: string }>`
      update ${sql.table(mapping.table)} set deleted_upstream = true, changed_at = ${now}
      where connection_id = ${origin.connectionId} and feed = ${origin.feed}
        and seen_run <> ${origin.runId} and not deleted_upstream
        and (fetched_at > ${origin.startedAt ?? null}::timestamptz) is not true
      returning id, ${sql.ref(partOf?.column ?? 'id')} as whole_id`.execute(trx);
    const deleted = rows.map(({ id }) => ({ id, action: 'DELETED' as const, fields: ['deleted_upstream'], at: now }));
    await log(trx, origin, deleted);
    if (partOf) {
      await logWholes(
        trx,
        partOf,
        rows.map((row) => row.whole_id),
        now,
      );
    }
    return rows.length;
  };

  return { kind: mapping.kind, store, keepSeen, markUnseen };
}
