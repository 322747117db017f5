import { FILE_BOUNDS } from '../bounds.ts';
import { damaged, tooLarge } from '../file-refused.ts';
import { roleOf } from './workbook-parts.ts';

/** What every archive ends with, and its length: a file that was cut short lacks it. */
const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
/** Stand where a number does not fit in. */
const NO_ROOM = 0xffff;
const NO_ROOM_LONG = 0xffffffff;

/** Beyond so many unpacked bytes their ratio to the packed ones counts. */
export const RATIO_COUNTS_FROM = 1024 * 1024;

export const CUT_SHORT = 'The workbook is damaged or was cut short: it can not be unpacked.';
export const TOO_TIGHT = 'The workbook is packed more tightly than any real one: it is not unpacked.';
const NO_WORKBOOK = 'The workbook can not be read: its parts are not as they should be.';

/** What of the bounds concerns the unpacking. */
export type UnpackBounds = Readonly<
  Record<'unpackedBytes' | 'textTableBytes' | 'partBytes' | 'unpackedRatio' | 'parts', number>
>;

export function tooManyParts(parts: number): Error {
  return tooLarge(`The workbook has more than ${parts} parts.`);
}

export function tooManyBytes(bytes: number): Error {
  return tooLarge(`The workbook unpacks to more than the ${bytes} bytes that are accepted.`);
}

function bytesOf(archive: Uint8Array): Buffer {
  return Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
}

function endOf(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf(END_OF_DIRECTORY);
  return at < 0 || at + END_BYTES > bytes.length ? null : at;
}

/** Number of parts that the archive's own directory ends with; null without its end, and -1 where it does not fit in. */
export function partsTold(archive: Uint8Array): number | null {
  const bytes = bytesOf(archive);
  const at = endOf(bytes);
  if (at === null) return null;
  const told = bytes.readUInt16LE(at + 10);
  return told === NO_ROOM ? -1 : told;
}

interface Told {
  readonly names: readonly string[];
  readonly unpacked: number;
}

/** The entries of the directory; null for one that can't be followed, or tells its numbers elsewhere. */
function readDirectory(bytes: Buffer, { end, count }: { readonly end: number; readonly count: number }): Told | null {
  const names: string[] = [];
  let unpacked = 0;
  let at = bytes.readUInt32LE(end + 16);
  while (names.length < count) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null;
    const size = bytes.readUInt32LE(at + 24);
    if (size === NO_ROOM_LONG) return null;
    unpacked += size;
    const lengths = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const [name = 0, extra = 0, comment = 0] = lengths;
    names.push(bytes.toString('latin1', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return { names, unpacked };
}

/**
 * Refuses, before a byte is unpacked, a workbook whose own directory says that it can't be taken. One that lies there is
 * found out when it is unpacked.
 * @throws FileRefused
 */
export function checkDirectory(archive: Uint8Array, bounds: UnpackBounds = FILE_BOUNDS): void {
  const bytes = bytesOf(archive);
  const end = endOf(bytes);
  const count = partsTold(archive);
  if (end === null || count === null) throw damaged(CUT_SHORT);
  if (count > bounds.parts) throw tooManyParts(bounds.parts);
  const told = count < 0 ? null : readDirectory(bytes, { end, count });
  if (told === null) return;
  const { names, unpacked } = told;
  if (unpacked > bounds.unpackedBytes) throw tooManyBytes(bounds.unpackedBytes);
  if (unpacked > RATIO_COUNTS_FROM && unpacked > archive.length * bounds.unpackedRatio) throw tooLarge(TOO_TIGHT);
  if (!names.some((name) => roleOf(name) === 'sheet')) throw damaged(NO_WORKBOOK);
}
