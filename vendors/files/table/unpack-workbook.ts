import { Unzip, UnzipInflate, zipSync, type UnzipFile } from 'fflate';
import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, isFileRefused, tooLarge } from '../file-refused.ts';

/** Small steps, so that a bomb is noticed soon, and others get their turn: deflate grows at most about a thousandfold. */
const STEP_BYTES = 16 * 1024;
const RATIO_COUNTS_FROM = 1024 * 1024;
/** What every archive ends with, and its length: a file that was cut short lacks it. */
const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const END_BYTES = 22;
const NO_ROOM = 0xffff;
const CUT_SHORT = 'The workbook is damaged or was cut short: it can not be unpacked.';

/** The parts that hold cells, and those that lead to them. Pictures, macros and the like are counted and dropped. */
const WANTED = /^(\[Content_Types\]\.xml|(.*\/)?_rels\/[^/]*\.rels|xl\/[^/]+\.xml|xl\/worksheets\/[^/]+\.xml)$/i;

/** What of the bounds concerns the unpacking. */
export type UnpackBounds = Readonly<Record<'unpackedBytes' | 'unpackedRatio' | 'parts', number>>;

interface Part {
  readonly name: string;
  readonly chunks: Uint8Array[];
  whole: boolean;
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
    if (this.parts.length >= this.#bounds.parts) {
      throw tooLarge(`The workbook has more than ${this.#bounds.parts} parts.`);
    }
    const part: Part = { name: file.name, chunks: [], whole: false };
    this.parts.push(part);
    file.ondata = (error, chunk, isFinal) => {
      if (error) throw error;
      this.#count(chunk.length);
      if (WANTED.test(file.name)) part.chunks.push(chunk);
      part.whole ||= isFinal;
    };
    file.start();
  }

  #count(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#bounds.unpackedBytes) {
      throw tooLarge(`The workbook unpacks to more than the ${this.#bounds.unpackedBytes} bytes that are accepted.`);
    }
    if (this.#unpacked > RATIO_COUNTS_FROM && this.#unpacked > this.#packed * this.#bounds.unpackedRatio) {
      throw tooLarge('The workbook is packed more tightly than any real one: it is not unpacked.');
    }
  }
}

/** Number of parts that the archive's own directory ends with; null without its end, and -1 where it does not fit in. */
function partsTold(archive: Uint8Array): number | null {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const at = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (at < 0 || at + END_BYTES > bytes.length) return null;
  const told = bytes.readUInt16LE(at + 10);
  return told === NO_ROOM ? -1 : told;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * A workbook with only its cells, and packed no more: what was counted is then what is read, wherever the archive's own
 * directory points.
 * @throws FileRefused when it is no whole archive, or beyond the bounds
 */
export async function unpackWorkbook(
  archive: Uint8Array,
  bounds: UnpackBounds = FILE_BOUNDS,
): Promise<Uint8Array> {
  const unpacking = new BoundedUnpacking(bounds);
  try {
    for (let at = 0; at < archive.length; at += STEP_BYTES) {
      const end = Math.min(archive.length, at + STEP_BYTES);
      unpacking.push(archive.subarray(at, end), end === archive.length);
      await nextTurn();
    }
  } catch (error) {
    throw isFileRefused(error) ? error : damaged(CUT_SHORT);
  }
  const { parts } = unpacking;
  const told = partsTold(archive);
  const isWhole = told === -1 || told === parts.length;
  if (parts.length === 0 || !isWhole || parts.some((part) => !part.whole)) throw damaged(CUT_SHORT);
  const wanted = parts.filter((part) => WANTED.test(part.name));
  return zipSync(Object.fromEntries(wanted.map((part) => [part.name, Buffer.concat(part.chunks)])), { level: 0 });
}
