import type { JsonValue } from '../records/json.ts';
import type { CapabilityArea } from '../records/vocabulary.ts';

/**
 * Where an import stands. CHECKING: rows are being read, and their number grows. REFUSED: the file can't be taken as a
 * whole; its one problem says why. Only a CHECKED one can be committed.
 */
export const IMPORT_STATES = ['CHECKING', 'CHECKED', 'REFUSED', 'COMMITTED', 'DISCARDED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What can be wrong with a file or a row of it: some of the codes that mutations use. */
export const ROW_PROBLEM_CODES = [
  'REQUIRED',
  'INVALID',
  'TOO_LONG',
  'OUT_OF_RANGE',
  'NOT_ALLOWED',
  'DUPLICATE',
  'NOT_SUPPORTED',
] as const;
export type RowProblemCode = (typeof ROW_PROBLEM_CODES)[number];

/** Why a row is left out, in the words of the file. */
export interface RowProblem {
  /** As a spreadsheet counts: the header is row 1. 0 for the file as a whole. */
  readonly row: number;
  /** The column's header as the file writes it; null where no single column is at fault. */
  readonly column: string | null;
  readonly code: RowProblemCode;
  /** Names what was expected and what came. */
  readonly message: string;
}

/** What an upload is called in the audit log. */
export const UPLOAD_ACTION = 'uploadImport';

/** An export file as a caller sent it. */
export interface Upload {
  /** The tenant: uuid of the partner the caller acts for. */
  readonly partnerId: string;
  /** The token's `sub`. */
  readonly subject: string;
  /** The connection the file is about: by its row id, or as the tenant's one to a vendor. */
  readonly target: { readonly connectionId: string } | { readonly vendor: string };
  readonly area: CapabilityArea;
  /** The file's own date: calendar date on which the vendor wrote it. */
  readonly asOf: string;
  /**
   * How this connection's export differs from our column map. Left out: as in the last file that was committed; null or
   * an empty object: not at all.
   */
  readonly map?: JsonValue;
  readonly content: Uint8Array;
}

/** An upload that was taken in; its rows are still being checked. */
export interface AcceptedUpload {
  /** Row id of the import. */
  readonly id: string;
  /** Row id of the last committed import, when that was of this very file: this one will change nothing. */
  readonly repeats: string | null;
}

/** Why a commit or a discard did not happen. */
export interface ImportFault {
  readonly code: 'NOT_FOUND' | 'WRONG_STATE';
  readonly message: string;
}

/** Takes vendors' export files in. Nothing of a file reaches the mirror before it is committed. */
export interface ImportService {
  /**
   * Opens the file, finds its columns and begins to check its rows; the check goes on after this has answered.
   * @throws ImportRefused when the file or what was said of it can't be taken; then nothing is kept
   */
  accept(upload: Upload): Promise<AcceptedUpload>;
  /**
   * Makes the file's records the mirror's in one transaction. Committing again is no fault and does nothing.
   * @returns null when it is committed
   */
  commit(partnerId: string, importId: string): Promise<ImportFault | null>;
  /** Gives the import up, also while it is being checked. @returns null when it is discarded */
  discard(partnerId: string, importId: string): Promise<ImportFault | null>;
  /** Stops the checks under way; each says of itself that it was interrupted. */
  stop(): Promise<void>;
}
