import { sql } from 'kysely';
import type { Ingest, IngestCounts, IngestOrigin } from '../../../platform/ingest/ingest.ts';
import { recordRowId } from '../../../platform/ingest/row-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { PulledRecord, VendorRecord } from '../../../platform/records/records.ts';
import type { FactKind, StandingFactTable } from './migration.ts';

/** What a record says about standing, without where it comes from. */
export type FactColumns = Pick<
  StandingFactTable,
  'code' | 'name' | 'level' | 'person_id' | 'amount' | 'currency' | 'from_date' | 'to_date' | 'counts'
> & {
  /** Without a date of its own, it counts from the day we first saw it. */
  readonly datedWhenSeen: boolean;
};

export interface FactMapping<R extends VendorRecord> {
  /** Kind of the record. */
  readonly kind: R['kind'];
  readonly fact: FactKind;
  /** Null for a record that says nothing about standing. */
  readonly columns: (record: R, origin: IngestOrigin) => FactColumns | null;
}

/** Records are counted by the domain whose they are. */
const NOTHING_COUNTED: IngestCounts = { added: 0, updated: 0, unchanged: 0 };

function factsOf<R extends VendorRecord>(
  mapping: FactMapping<R>,
  origin: IngestOrigin,
  records: ReadonlyArray<PulledRecord<R>>,
): { readonly rows: object[]; readonly gone: string[] } {
  // A record that is listed twice counts as it came last.
  const byId = new Map(
    records.map(({ record }) => {
      const id = recordRowId(origin, mapping.kind, record.remoteId);
      return [id, { record, columns: mapping.columns(record, origin) }] as const;
    }),
  );
  const rows: object[] = [];
  const gone: string[] = [];
  for (const [id, { record, columns }] of byId) {
    if (columns === null) {
      gone.push(id);
      continue;
    }
    const { datedWhenSeen, ...told } = columns;
    rows.push({
      ...told,
      id,
      partner_id: origin.partnerId,
      connection_id: origin.connectionId,
      vendor_id: origin.vendorId,
      area: origin.area,
      feed: origin.feed,
      remote_id: record.remoteId,
      seen_run: origin.runId,
      kind: mapping.fact,
      seen_on: datedWhenSeen ? utcDate(origin.fetchedAt) : null,
    });
  }
  return { rows, gone };
}

/**
 * Takes of another domain's records what standing is measured by. The records themselves are stored by that domain, under
 * the same row id.
 */
export function createFactIngest<R extends VendorRecord>(mapping: FactMapping<R>): Ingest<R> {
  return {
    kind: mapping.kind,
    async store(trx, origin, records) {
      const { rows, gone } = factsOf(mapping, origin, records);
      if (gone.length > 0) await sql`delete from standing_fact where id = any(${gone}::uuid[])`.execute(trx);
      if (rows.length === 0) return NOTHING_COUNTED;
      await sql`
        insert into standing_fact as fact (id, partner_id, connection_id, vendor_id, area, feed, remote_id, seen_run,
          kind, code, name, level, person_id, amount, currency, from_date, to_date, counts)
        select came.id, came.partner_id, came.connection_id, came.vendor_id, came.area, came.feed, came.remote_id,
          came.seen_run, came.kind, came.code, came.name, came.level, came.person_id, came.amount, came.currency,
          coalesce(came.from_date, known.from_date, came.seen_on), came.to_date, came.counts
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as came (id uuid, partner_id uuid, connection_id uuid,
          vendor_id text, area text, feed text, remote_id text, seen_run uuid, kind text, code text, name text,
          level text, person_id uuid, amount numeric, currency text, from_date date, seen_on date, to_date date,
          counts boolean)
        left join standing_fact known on known.id = came.id and came.seen_on is not null
        on conflict (id) do update set area = excluded.area, feed = excluded.feed, seen_run = excluded.seen_run,
          code = excluded.code, name = excluded.name, level = excluded.level, person_id = excluded.person_id,
          amount = excluded.amount, currency = excluded.currency, from_date = excluded.from_date,
          to_date = excluded.to_date, counts = excluded.counts`.execute(trx);
      return NOTHING_COUNTED;
    },
    async keepSeen(trx, origin, remoteIds) {
      await sql`update standing_fact set seen_run = ${origin.runId}
        where connection_id = ${origin.connectionId} and feed = ${origin.feed} and kind = ${mapping.fact}
          and remote_id = any(${[...remoteIds]}::text[])`.execute(trx);
    },
    async markUnseen(trx, origin) {
      await sql`delete from standing_fact
        where connection_id = ${origin.connectionId} and feed = ${origin.feed} and kind = ${mapping.fact}
          and seen_run <> ${origin.runId}`.execute(trx);
      return 0;
    },
  };
}
