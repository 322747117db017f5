import { demoConnectionId } from '../../../demo/seed.ts';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { connectionById, type ConnectionRow } from '../../../sync/pull/connection-store.ts';
import { runConnection, type ConnectionOutcome, type RunConnectionOptions } from '../../../sync/pull/run-connection.ts';
import type { MirrorHouse } from '../../support/mirror.ts';

/** A line of the change log. */
export interface LoggedChange {
  readonly kind: string;
  readonly action: string;
  readonly fields: readonly string[];
  readonly node_id: string;
}

/** What the sync has done for one demo partner and one vendor. */
export class MirrorView {
  readonly house: MirrorHouse;
  readonly index: number;
  readonly vendor: string;
  readonly #options: RunConnectionOptions;

  /** @param feeds names of those to read; all unless said otherwise. Some wait for a vendor that prepares a file */
  constructor(house: MirrorHouse, index: number, vendor: string, feeds?: readonly string[]) {
    this.house = house;
    this.index = index;
    this.vendor = vendor;
    const workshop = house.runOptions.workshops.get(vendor);
    if (!workshop) throw new Error(`there is no workshop for ${vendor}`);
    const chosen = { ...workshop, feeds: workshop.feeds.filter(({ name }) => feeds?.includes(name) ?? true) };
    this.#options = { ...house.runOptions, workshops: new Map([[vendor, chosen]]) };
  }

  get connectionId(): string {
    return demoConnectionId(this.index, this.vendor);
  }

  as<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    return this.house.db.as(demoPartnerId(this.index), work, 'partnergraph_sync');
  }

  /** Reads the connection. @param full everything, rather than what changed */
  async sync(full = false, more: Partial<RunConnectionOptions> = {}): Promise<ConnectionOutcome> {
    await this.as((trx) =>
      trx.updateTable('connection').set({ full_requested: full }).where('id', '=', this.connectionId).execute(),
    );
    return runConnection({ ...this.#options, ...more }, await this.connection());
  }

  /** Reads the connection until every feed has been read to its end: a vendor may take its time over a report. */
  async syncWhole(full = false): Promise<ConnectionOutcome> {
    let outcome = await this.sync(full);
    while (outcome === 'succeeded' && (await this.hasUnfinished())) outcome = await this.sync();
    return outcome;
  }

  private async hasUnfinished(): Promise<boolean> {
    const found = await this.as((trx) =>
      trx
        .selectFrom('connection_feed')
        .select('feed')
        .where('connection_id', '=', this.connectionId)
        .where('resume', 'is not', null)
        .execute(),
    );
    return found.length > 0;
  }

  async connection(): Promise<ConnectionRow> {
    const row = await connectionById(this.house.db.database.kysely, this.connectionId);
    if (!row) throw new Error(`partner ${this.index} has no connection to ${this.vendor}`);
    return row;
  }

  /** State of the feeds by name. */
  async feeds(): Promise<
    Record<string, { failure_code: string | null; retry_at: Date | null; last_success_at: Date | null }>
  > {
    const rows = await this.as((trx) =>
      trx
        .selectFrom('connection_feed')
        .select(['feed', 'failure_code', 'retry_at', 'last_success_at'])
        .where('connection_id', '=', this.connectionId)
        .execute(),
    );
    return Object.fromEntries(rows.map(({ feed, ...state }) => [feed, state]));
  }

  /** Names of the feeds that fail, with what. */
  async failures(): Promise<Record<string, string>> {
    const feeds = Object.entries(await this.feeds());
    return Object.fromEntries(
      feeds.flatMap(([feed, state]) => (state.failure_code === null ? [] : [[feed, state.failure_code]])),
    );
  }

  /** The newest run of a feed. */
  async lastRun(feed: string) {
    return this.as((trx) =>
      trx
        .selectFrom('sync_run')
        .selectAll()
        .where('connection_id', '=', this.connectionId)
        .where('feed', '=', feed)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow(),
    );
  }

  /** All lines of the partner's change log for this vendor, oldest first. */
  async log(): Promise<LoggedChange[]> {
    return this.as((trx) =>
      trx
        .selectFrom('change')
        .select(['kind', 'action', 'fields', 'node_id'])
        .where('vendor_id', '=', this.vendor)
        .orderBy('seq')
        .execute(),
    );
  }

  /** Stored deals by the vendor's id. */
  async deals(): Promise<
    Map<string, { id: string; name: string; deleted_upstream: boolean; remote_version: string | null }>
  > {
    const rows = await this.as((trx) =>
      trx
        .selectFrom('deal')
        .select(['id', 'remote_id', 'name', 'deleted_upstream', 'remote_version'])
        .where('connection_id', '=', this.connectionId)
        .orderBy('remote_id')
        .execute(),
    );
    return new Map(rows.map(({ remote_id, ...deal }) => [remote_id, deal]));
  }
}
