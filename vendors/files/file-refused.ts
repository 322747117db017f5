import type { RowProblemCode } from '../../platform/imports/contract.ts';

/** What is wrong with a file as a whole. */
export type FileFault = 'type' | 'size' | 'content';

/** A file that can't be taken, whatever its rows say. The message is for whoever sent it. */
export class FileRefused extends Error {
  readonly isFileRefused = true;
  readonly fault: FileFault;
  readonly code: RowProblemCode;
  /** Where reading ended, as a spreadsheet counts; 0 for the file as a whole. */
  readonly row: number;

  constructor(fault: FileFault, code: RowProblemCode, message: string, row = 0) {
    super(message);
    this.name = 'FileRefused';
    this.fault = fault;
    this.code = code;
    this.row = row;
  }
}

/** Tells whether an error is a refused file. */
export function isFileRefused(error: unknown): error is FileRefused {
  return error instanceof Error && 'isFileRefused' in error;
}

/** A file whose bytes can't be read to the end. */
export function damaged(message: string, row = 0): FileRefused {
  return new FileRefused('content', 'INVALID', message, row);
}

/** A file that is more than is accepted. */
export function tooLarge(message: string): FileRefused {
  return new FileRefused('size', 'OUT_OF_RANGE', message);
}

/** A file of a type that is not read. */
export function wrongType(message: string): FileRefused {
  return new FileRefused('type', 'NOT_SUPPORTED', message);
}
