import { unreadable } from '../client/answer-json.ts';
import type { CsvTable } from '../wire/csv.ts';

/** One row of the report, columns by their documented names; `''` where the cell is empty. */
export interface TrainingRow {
  readonly TrainingTitle: string;
  readonly TrainingType: string;
  readonly TrainingCompletionDate: string;
  readonly ExpirationDate: string;
  readonly ActivationStatus: string;
  readonly MPNId: string;
  readonly MCPID: string;
}

const NEEDED = ['TrainingTitle', 'TrainingType', 'TrainingCompletionDate', 'ExpirationDate', 'MCPID'] as const;

/** A row, or how many cells it has when they are not as many as the header's. */
export type TrainingLine = { readonly row: TrainingRow } | { readonly cells: number };

/**
 * The rows of a report by its header, whatever order the columns have; columns nobody asked for are not looked at.
 * @throws VendorError `upstream_error` naming a missing column
 */
export function readTrainingRows(table: CsvTable, operation: string): TrainingLine[] {
  const at = (name: keyof TrainingRow): number => table.column(name) ?? -1;
  const missing = NEEDED.filter((name) => at(name) < 0);
  if (missing.length > 0) throw unreadable(operation, `the file has no column ${missing.join(', ')}`);
  return table.rows.map((cells) => {
    if (cells.length !== table.width) return { cells: cells.length };
    const cell = (name: keyof TrainingRow): string => cells[at(name)] ?? '';
    return {
      row: {
        TrainingTitle: cell('TrainingTitle'),
        TrainingType: cell('TrainingType'),
        TrainingCompletionDate: cell('TrainingCompletionDate'),
        ExpirationDate: cell('ExpirationDate'),
        ActivationStatus: cell('ActivationStatus'),
        MPNId: cell('MPNId'),
        MCPID: cell('MCPID'),
      },
    };
  });
}
