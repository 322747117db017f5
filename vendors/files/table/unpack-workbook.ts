import { Unzip, UnzipInflate, zipSync, type UnzipFile } from 'fflate';
import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, isFileRefused, tooLarge } from '../file-refused.ts';
import {
  CUT_SHORT,
  partsTold,
  RATIO_COUNTS_FROM,
  TOO_TIGHT,
  tooManyBytes,
  tooManyParts,
  type UnpackBounds,
} from './workbook-directory.ts';
import { checkRelations, checkSheetBegin, roleOf } from './workbook-parts.ts';

/** Small steps, so that a bomb is noticed soon: deflate grows at most about a thousandfold. */
const STEP_BYTES = 16 * 1024;

interface Part {
  readonly name: string;
  readonly chunks: Uint8Array[];
  bytes: number;
  whole: boolean;
}

function mostBytes(name: string, bounds: UnpackBounds): number {
  const role = roleOf(name);
  if (role === null || role === 'sheet') return bounds.unpackedBytes;
  return role === 'texts' ? bounds.textTableBytes : bounds.partBytes;
}

/** Unpacks an archive step by step, counting: what the archive says of its own sizes is not believed. */
class BoundedUnpacking {
  readonly parts: Part[] = [];
  readonly #unzip: Unzip;
  readonly #bounds: UnpackBounds;
  #packed = 0;
  #unpacked = 0;

  constructor(bounds: UnpackBounds) {
    this.#bounds = bounds;
    this.#unzip = new Unzip((file) => this.#open(file));
    this.#unzip.register(UnzipInflate);
  }

  /** @throws FileRefused beyond the bounds, or what the library throws for a damaged archive */
  push(bytes: Uint8Array, isLast: boolean): void {
    this.#packed += bytes.length;
    this.#unzip.push(bytes, isLast);
  }

  #open(file: UnzipFile): void {
    const { parts } = this.#bounds;
    if (this.parts.length >= parts) throw tooManyParts(parts);
    const part: Part = { name: file.name, chunks: [], bytes: 0, whole: false };
    const most = mostBytes(file.name, this.#bounds);
    this.parts.push(part);
    file.ondata = (error, chunk, isFinal) => {
      if (error) throw error;
      this.#count(chunk.length);
      part.bytes += chunk.length;
      if (part.bytes > most)
        throw tooLarge(`A part of the workbook unpacks to more than the ${most} bytes that are accepted.`);
      if (roleOf(file.name) === 'sheet' && part.chunks.length === 0) checkSheetBegin(chunk);
      if (roleOf(file.name) !== null) part.chunks.push(chunk);
      part.whole ||= isFinal;
    };
    file.start();
  }

  #count(bytes: number): void {
    const { unpackedBytes, unpackedRatio } = this.#bounds;
    this.#unpacked += bytes;
    if (this.#unpacked > unpackedBytes) throw tooManyBytes(unpackedBytes);
    if (this.#unpacked > RATIO_COUNTS_FROM && this.#unpacked > this.#packed * unpackedRatio) throw tooLarge(TOO_TIGHT);
  }
}

function unpack(archive: Uint8Array, bounds: UnpackBounds): readonly Part[] {
  const unpacking = new BoundedUnpacking(bounds);
  try {
    for (let at = 0; at < archive.length; at += STEP_BYTES) {
      const end = Math.min(archive.length, at + STEP_BYTES);
      unpacking.push(archive.subarray(at, end), end === archive.length);
    }
  } catch (error) {
    throw isFileRefused(error) ? error : damaged(CUT_SHORT);
  }
  const { parts } = unpacking;
  const told = partsTold(archive);
  const isWhole = told === -1 || told === parts.length;
  if (parts.length === 0 || !isWhole || parts.some((part) => !part.whole)) throw damaged(CUT_SHORT);
  return parts;
}

/**
 * A workbook with only the parts that lead to its cells, packed anew: what was counted is then what is read, wherever the
 * archive's own directory points. It is deflated, if only a little, since a reader hands on what is deflated in small
 * pieces, and what is not as one piece, however long.
 *
 * @throws FileRefused when it is no whole archive, or beyond the bounds
 */
export function unpackWorkbook(archive: Uint8Array, bounds: UnpackBounds = FILE_BOUNDS): Uint8Array {
  const wanted = unpack(archive, bounds)
    .filter((part) => roleOf(part.name) !== null)
    .map(({ name, chunks }) => ({ name, content: Buffer.concat(chunks) }));
  for (const { name, content } of wanted) {
    if (roleOf(name) === 'relations') checkRelations(content.toString('utf8'));
  }
  return zipSync(Object.fromEntries(wanted.map(({ name, content }) => [name, content])), { level: 1 });
}
