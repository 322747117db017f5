import { vendorRef } from '../../../platform/graph/refs.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { toChange } from '../changes.ts';
import type { Change } from '../types.ts';
import { INTERRUPTED, isAbandoned } from './abandoned.ts';
import type { PreviewedChange } from './migrations.ts';
import type { FileImportRow } from './store.ts';
import { FileImport, RowProblem } from './types.ts';

/** A change that a commit would make: it has no place in the log, and what it adds is no record yet. */
function previewed(change: PreviewedChange, at: Date): Change[] {
  const shown = toChange({ ...change, fields: [...change.fields], at }, '');
  if (shown && change.action === 'ADDED') shown.record = null;
  if (shown) shown.row = change.row ?? null;
  return shown ? [shown] : [];
}

/** An import as the graph shows it. */
export function toFileImport(row: FileImportRow, now: Date): FileImport {
  const abandoned = isAbandoned(row, now);
  const asOf = new Date(`${row.as_of}T00:00:00Z`);
  const problems = abandoned ? [INTERRUPTED] : row.problems.value;
  return Object.assign(new FileImport(), {
    id: toNodeId('FileImport', row.id),
    vendor: vendorRef(row.vendor_id),
    area: row.area,
    state: abandoned ? 'REFUSED' : row.state,
    asOf: row.as_of,
    rows: row.rows,
    accepted: row.accepted,
    problems: problems.map((problem) => Object.assign(new RowProblem(), problem)),
    preview: row.preview.value.flatMap((change) => previewed(change, asOf)),
    added: row.added,
    updated: row.updated,
    deleted: row.deleted,
    repeatedRow: row.repeats,
  });
}
