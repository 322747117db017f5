import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';

/** The shelf, the key on it, and the new value; null when it was removed. */
export type Change = readonly [shelf: string, key: string, value: unknown];

const NEWLINE = 10;
const OWNER_ONLY = 0o600;

function isChange(value: unknown): value is Change {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string' && value.length === 3;
}

function parsed(line: string, number: number, path: string): readonly Change[] {
  try {
    const changes: unknown = JSON.parse(line);
    if (Array.isArray(changes) && changes.every(isChange)) return changes;
  } catch {
    // Told below, as JSON that is no list of changes is.
  }
  throw new Error(`${path}, line ${number}: expected a list of changes; without this file the stand-ins begin anew`);
}

function* wholeLines(bytes: Buffer): Generator<string> {
  let from = 0;
  for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
    yield bytes.toString('utf8', from, to);
    from = to + 1;
  }
}

function writeWhole(file: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
}

/**
 * A file of changes, one line for those that belong together. A process that is killed in the middle of a line leaves
 * an unfinished one, which nobody was told of: it is dropped when the file is opened again.
 */
export class ChangeLog {
  private readonly path: string;
  private file: number;
  /** Bytes of the whole lines. */
  private length = 0;

  /** Opens the file, or makes it. */
  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY);
  }

  /**
   * Every change in the file, oldest first.
   * @throws Error naming the line that is no list of changes
   */
  read(): Change[] {
    const bytes = readFileSync(this.path);
    this.length = bytes.lastIndexOf(NEWLINE) + 1;
    if (this.length < bytes.length) ftruncateSync(this.file, this.length);
    return [...wholeLines(bytes)].flatMap((line, at) => parsed(line, at + 1, this.path));
  }

  /**
   * Adds one line, which is on the disk when this returns.
   * @throws Error when it could not be written, or somebody else has changed the file; it is then as it was
   */
  append(changes: readonly Change[]): void {
    const { size, nlink } = fstatSync(this.file);
    if (nlink === 0 || size !== this.length) {
      throw new Error(`${this.path}: expected to be its only writer, found that somebody else changed it`);
    }
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    try {
      writeWhole(this.file, line, this.length);
      fdatasyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.length);
      throw error;
    }
    this.length += line.length;
  }

  /** Puts other changes in the place of all that are there: written aside first, so that one or the other is whole. */
  replace(changes: Iterable<Change>): void {
    const aside = `${this.path}.new`;
    const file = openSync(aside, 'w', OWNER_ONLY);
    let length = 0;
    for (const change of changes) {
      const line = Buffer.from(`${JSON.stringify([change])}\n`);
      writeWhole(file, line, length);
      length += line.length;
    }
    fsyncSync(file);
    renameSync(aside, this.path);
    closeSync(this.file);
    this.file = openSync(this.path, 'r+');
    closeSync(file);
    this.length = length;
  }

  close(): void {
    closeSync(this.file);
  }
}
