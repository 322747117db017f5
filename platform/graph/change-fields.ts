import type { MirrorColumns } from '../db/tenant-table.ts';

/** What the graph calls what a column holds: one field of the node, several, or null for what no client sees. */
export type FieldsOfColumn = string | readonly string[] | null;

/** A name for every column of a table that is the domain's own: a new column without one does not compile. */
export type ChangeFields<Table> = Readonly<Record<Exclude<keyof Table, keyof MirrorColumns>, FieldsOfColumn>>;

/** The columns that every mirrored row has: what a client sees of them is the node's `source`. */
const MIRROR_FIELDS: Readonly<Record<keyof MirrorColumns, FieldsOfColumn>> = {
  id: null,
  partner_id: null,
  connection_id: null,
  vendor_id: null,
  feed: null,
  transport: 'source',
  remote_id: 'source',
  remote_url: 'source',
  remote_version: 'source',
  remote_updated_at: 'source',
  fetched_at: 'source',
  payload_hash: null,
  seen_run: null,
  deleted_upstream: 'source',
  created_at: null,
  changed_at: null,
};

function fieldsOf(names: Readonly<Record<string, FieldsOfColumn>>, column: string): readonly string[] {
  const all: Readonly<Record<string, FieldsOfColumn>> = Object.hasOwn(names, column) ? names : MIRROR_FIELDS;
  const told = Object.hasOwn(all, column) ? all[column] : null;
  if (told === null || told === undefined) return [];
  return typeof told === 'string' ? [told] : told;
}

/**
 * The graph's fields that a line of the change log is about, each once. The log keeps the names of columns: they are read
 * by the names of today, so that lines from before a renaming are told right too, and a name nobody knows is not told.
 */
export function toldFields(
  names: Readonly<Record<string, FieldsOfColumn>>,
  columns: readonly string[],
): readonly string[] {
  return [...new Set(columns.flatMap((column) => fieldsOf(names, column)))];
}
