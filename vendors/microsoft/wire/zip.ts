import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { unreadable } from '../client/answer-json.ts';

export interface ZipLimits {
  /** Files in the archive. */
  readonly files: number;
  /** Bytes of all unpacked files together. */
  readonly totalBytes: number;
  /** Unpacked bytes for each packed byte; counted once more than a mebibyte is unpacked. */
  readonly ratio: number;
}

/** Far above any export seen to be useful, far below what would hurt (assumed). */
export const EXPORT_LIMITS: ZipLimits = { files: 50, totalBytes: 128 * 1024 * 1024, ratio: 200 };

/** Small steps, so that a bomb is noticed soon: deflate grows at most about a thousandfold. */
const STEP = 16 * 1024;
const RATIO_COUNTS_FROM = 1024 * 1024;

export interface UnzippedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Unpacks an archive in memory. Sizes are counted while unpacking: what the archive says of itself is not believed.
 * @throws VendorError `upstream_error` when it is no archive, cut short, or beyond the limits
 */
export function unzip(archive: Uint8Array, operation: string, limits: ZipLimits = EXPORT_LIMITS): UnzippedFile[] {
  const open: Array<{ name: string; chunks: Uint8Array[]; done: boolean }> = [];
  let total = 0;
  let fed = 0;
  const onFile = (file: UnzipFile): void => {
    if (open.length >= limits.files) throw unreadable(operation, 'the archive holds too many files');
    const entry = { name: file.name, chunks: [] as Uint8Array[], done: false };
    open.push(entry);
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      total += chunk.length;
      if (total > limits.totalBytes) throw unreadable(operation, 'the archive unpacks to more than is accepted');
      const grown = total > RATIO_COUNTS_FROM && total > fed * limits.ratio;
      if (grown) throw unreadable(operation, 'the archive is packed more tightly than is accepted');
      entry.chunks.push(chunk);
      entry.done ||= final;
    };
    file.start();
  };
  const unzipper = new Unzip(onFile);
  unzipper.register(UnzipInflate);
  try {
    for (let at = 0; at < archive.length; at += STEP) {
      fed = Math.min(archive.length, at + STEP);
      unzipper.push(archive.subarray(at, fed), fed === archive.length);
    }
  } catch (error) {
    if (error instanceof Error && 'isVendorError' in error) throw error;
    throw unreadable(operation, 'the archive is damaged');
  }
  if (open.length === 0 || open.some((entry) => !entry.done)) {
    throw unreadable(operation, 'the file is not a whole archive');
  }
  return open.map(({ name, chunks }) => ({ name, content: Buffer.concat(chunks) }));
}
