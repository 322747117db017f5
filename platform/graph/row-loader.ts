import DataLoader from 'dataloader';
import type { ReadTransaction } from '../db/request-db.ts';
import type { GraphContext } from './context.ts';

/**
 * One row by its id, batched over the request; null when the viewer can't see it.
 * @param name unique a loader
 * @param readAll reads the rows of several ids, in any order; the missing are missing
 */
export function loadRow<Row extends { id: string }>(
  context: GraphContext,
  name: string,
  id: string | null,
  readAll: (trx: ReadTransaction, ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<Row | null> {
  if (id === null) return Promise.resolve(null);
  const loader = context.loader<string, Row | null>(
    name,
    () =>
      new DataLoader(async (ids) => {
        const rows = await context.db.read((trx) => readAll(trx, ids));
        const byId = new Map(rows.map((row) => [row.id, row]));
        return ids.map((wanted) => byId.get(wanted) ?? null);
      }),
  );
  return loader.load(id);
}

/** All rows of an owner, batched over the owners of the request. @param ownerOf the owner's id in a row */
export function loadRowsOf<Row>(
  context: GraphContext,
  name: string,
  owner: string,
  read: {
    readonly all: (trx: ReadTransaction, owners: readonly string[]) => Promise<readonly Row[]>;
    readonly ownerOf: (row: Row) => string;
  },
): Promise<readonly Row[]> {
  const loader = context.loader<string, readonly Row[]>(
    name,
    () =>
      new DataLoader(async (owners) => {
        const rows = await context.db.read((trx) => read.all(trx, owners));
        const byOwner = Map.groupBy(rows, read.ownerOf);
        return owners.map((wanted) => byOwner.get(wanted) ?? []);
      }),
  );
  return loader.load(owner);
}

/**
 * How many rows an owner has, batched over the owners of the request.
 * @param readAll counts by owner; one that has none may be missing
 */
export function loadCountOf(
  context: GraphContext,
  name: string,
  owner: string,
  readAll: (trx: ReadTransaction, owners: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<number> {
  const loader = context.loader<string, number>(
    name,
    () =>
      new DataLoader(async (owners) => {
        const counts = await context.db.read((trx) => readAll(trx, owners));
        return owners.map((wanted) => counts.get(wanted) ?? 0);
      }),
  );
  return loader.load(owner);
}
