import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { SubgraphTest } from './open-subgraph-test.ts';
import type { TestConnection, TestPartner } from './tenants.ts';

export interface RowMaker {
  readonly room: () => SubgraphTest;
  readonly area: CapabilityArea;
  readonly vendor: string;
  /**
   * A record of its own for every number; `shade`, from 0 to 5, chooses among a few sort values, so that there are ties,
   * and at least one null for each key that has them.
   */
  readonly record: (number: number, shade: number) => VendorRecord;
  /**
   * True where a record's id is made from what it is sorted by: then equal rows can only be those of several partners,
   * and each stands with a partner of its own that grants them to the reader.
   */
  readonly idFromShade?: boolean;
}

/** The rows that one reader sees, with where they stand. Grows in place. */
export interface RowSet {
  readonly partner: TestPartner;
  /** The reader's own, then those of partners that grant theirs. */
  readonly connections: TestConnection[];
  /** Of the rows so far. */
  readonly shades: number[];
}

async function openConnection(maker: RowMaker, { partner, connections }: RowSet): Promise<TestConnection> {
  const { tenants } = maker.room();
  const owner = connections.length === 0 ? partner : await tenants.addPartner();
  const connection = await tenants.connect(owner, maker.vendor);
  if (owner !== partner) {
    await tenants.grant({ from: owner, to: partner, vendors: [maker.vendor], areas: [maker.area] });
  }
  connections.push(connection);
  return connection;
}

/** Adds a row for each shade. */
export async function addRows(maker: RowMaker, rows: RowSet, shades: readonly number[]): Promise<void> {
  const byPlace = new Map<number, VendorRecord[]>();
  for (const shade of shades) {
    const place = maker.idFromShade ? rows.shades.filter((before) => before === shade).length : 0;
    byPlace.set(place, [...(byPlace.get(place) ?? []), maker.record(rows.shades.length, shade)]);
    rows.shades.push(shade);
  }
  for (const [place, records] of [...byPlace].toSorted(([a], [b]) => a - b)) {
    const connection = rows.connections[place] ?? (await openConnection(maker, rows));
    await maker.room().feeder.feed(connection, records, { area: maker.area });
  }
}
