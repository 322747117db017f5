const MEBIBYTE = 1024 * 1024;

/** What is accepted of one file: far above any export seen to be useful, far below what would hurt (assumed). */
export const FILE_BOUNDS = {
  /** Bytes as they are sent. */
  uploadBytes: 10 * MEBIBYTE,
  /** Bytes of a workbook's parts together, unpacked. */
  unpackedBytes: 100 * MEBIBYTE,
  /** Bytes of a workbook's table of texts, which is held in memory as a whole while its sheets pass through. */
  textTableBytes: 24 * MEBIBYTE,
  /** Bytes of any other part that is read as a whole. */
  partBytes: 4 * MEBIBYTE,
  /** Unpacked bytes for each packed byte, once more than a mebibyte is unpacked. */
  unpackedRatio: 200,
  /** Parts of a workbook. */
  parts: 1_000,
  /** Rows below the header that hold anything. */
  rows: 50_000,
  columns: 200,
  /** Characters of one cell. */
  cellCharacters: 4_000,
  /** Characters of all cells: a workbook may name one long text a million times. */
  textCharacters: 50_000_000,
} as const;
