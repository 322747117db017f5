import { sql } from 'kysely';
import type { ReadTransaction } from '../db/request-db.ts';
import type { NoticeCode } from '../records/vocabulary.ts';
import type { FeedPlace } from '../vendor/directory.ts';

/** What one feed of one connection last did. */
export interface FeedHealthRow {
  readonly connectionId: string;
  readonly partnerId: string;
  readonly vendorId: string;
  readonly feed: string;
  readonly area: string;
  readonly lastSuccessAt: Date | null;
  readonly failureCode: NoticeCode | null;
  readonly failureMessage: string | null;
  readonly retryAt: Date | null;
}

/** Records of a partner, vendor and area that are not wholly open to the viewer: the best level it has for them. */
export interface ConsentLimit {
  readonly partnerId: string;
  readonly vendorId: string;
  readonly area: string;
  readonly level: 'COUNTS_ONLY' | 'DEALS_NO_VALUE';
}

/** What stands behind all that the viewer can see. */
export interface SourceStateRows {
  readonly feeds: readonly FeedHealthRow[];
  readonly limits: readonly ConsentLimit[];
}

type Row = FeedHealthRow & { readonly level: ConsentLimit['level'] | null };

/** The registry's feeds as a relation: which connections bring what, and whether a run pulls it. */
function knownFeeds(feeds: readonly FeedPlace[]): string {
  return JSON.stringify(
    feeds.map(({ source, vendor, name, area, pulled }) => ({
      source,
      vendor,
      feed: name,
      area,
      pulled: pulled !== false,
    })),
  );
}

/**
 * Every feed that the viewer can see, and every limit to what it can: one statement.
 *
 * Feeds are those that have been tried, those by which another's connection tells of the viewer (when it last did, and
 * nothing of how it fares), those of connections that never ran, and the files that nobody has sent in yet. The latter two have no row of their own, so they are told from the registry; which of another's they are for is asked
 * here, area by area, as the policies of the rows do.
 */
export async function sourceStateRows(trx: ReadTransaction, feeds: readonly FeedPlace[]): Promise<SourceStateRows> {
  const { rows } = await sql<Row>`
    select connection_id as "connectionId", partner_id as "partnerId", vendor_id as "vendorId", feed, area,
      last_success_at as "lastSuccessAt", failure_code as "failureCode", failure_message as "failureMessage",
      retry_at as "retryAt", null as level
    from shown.connection_feed
    union all
    select connection_id, partner_id, vendor_id, feed, area, last_success_at, null, null, null, null
    from routed_feed where partner_id = (select app_partner()) and not gone
    union all
    select connection.id, connection.partner_id, known.vendor, known.feed, known.area, null, null, null, null, null
    from connection
    join jsonb_to_recordset(${knownFeeds(feeds)}::jsonb)
      as known (source text, vendor text, feed text, area text, pulled boolean) on known.source = connection.vendor_id
    where (connection.last_attempt_at is null or not known.pulled)
      and (connection.partner_id = (select app_partner())
        or (connection.partner_id, known.vendor, known.area) in (select grantor_id, vendor_id, area from live_grant))
      and not exists (
        select from connection_feed tried where tried.connection_id = connection.id and tried.feed = known.feed)
    union all
    select null, grantor_id, vendor_id, null, area, null, null, null, null, level from limited_grant
    order by "vendorId", feed, "connectionId"`.execute(trx);
  const limits = rows.flatMap(({ partnerId, vendorId, area, level }) =>
    level === null ? [] : { partnerId, vendorId, area, level },
  );
  return { feeds: rows.filter(({ level }) => level === null).map(({ level: _level, ...feed }) => feed), limits };
}
