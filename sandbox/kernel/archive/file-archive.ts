import type { OpenArchive, Shelf } from './archive.ts';
import { ChangeLog, type Change } from './change-log.ts';

/** A file is written anew when it holds this many changes more than twice what is still worth keeping. */
const STALE_CHANGES = 1000;

class FileShelf extends Map<string, unknown> implements Shelf {
  private readonly noted: (key: string, value: unknown) => void;

  constructor(noted: (key: string, value: unknown) => void) {
    super();
    this.noted = noted;
  }

  find(key: string): unknown {
    return this.get(key);
  }

  keep(key: string, value: unknown): void {
    this.set(key, value);
    this.noted(key, value);
  }
}

/** An archive in a file of its own. One process at a time may have it open. */
export class FileArchive implements OpenArchive {
  private readonly log: ChangeLog;
  private readonly shelves = new Map<string, FileShelf>();
  /** Changes since the last flush: only the last one of a key counts. */
  private readonly waiting = new Map<string, Change>();

  /** @throws Error when the file cannot be read */
  constructor(path: string) {
    this.log = new ChangeLog(path);
    const changes = this.log.read();
    for (const [shelf, key, value] of changes) this.shelf(shelf).set(key, value);
    const worth = [...this.shelves.values()].reduce((sum, { size }) => sum + size, 0);
    if (changes.length > 2 * worth + STALE_CHANGES) this.log.replace(this.all());
  }

  shelf(name: string): FileShelf {
    const known = this.shelves.get(name);
    if (known) return known;
    const shelf = new FileShelf((key, value) => this.waiting.set(JSON.stringify([name, key]), [name, key, value]));
    this.shelves.set(name, shelf);
    return shelf;
  }

  flush(): void {
    if (this.waiting.size === 0) return;
    this.log.append([...this.waiting.values()]);
    this.waiting.clear();
  }

  close(): void {
    this.log.close();
  }

  private *all(): Generator<Change> {
    for (const [name, shelf] of this.shelves) for (const [key, value] of shelf) yield [name, key, value];
  }
}
