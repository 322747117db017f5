import type { Shelf } from './archive.ts';

/**
 * A map whose changes are kept on a shelf. What it is seeded with is not kept, so it is filled first and put on its
 * shelf then. Values are kept as they are when the answer goes out; one that was changed in place is set again.
 */
export class KeptMap<Value> extends Map<string, Value> {
  private shelf: Shelf | null = null;

  constructor(seeded: Iterable<readonly [key: string, value: Value]> = []) {
    super();
    for (const [key, value] of seeded) super.set(key, value);
  }

  /** Lays over the seeded values what was kept, and keeps every change from now on. */
  keepOn(shelf: Shelf): this {
    for (const [key, value] of shelf.entries()) {
      if (value === null) super.delete(key);
      else super.set(key, value as Value);
    }
    this.shelf = shelf;
    return this;
  }

  /** Adds a seeded value later on. One that was kept under its key stays, and so does a removal. */
  seed(key: string, value: Value): void {
    if (!this.shelf?.has(key)) super.set(key, value);
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    this.shelf?.keep(key, value);
    return this;
  }

  override delete(key: string): boolean {
    const had = super.delete(key);
    if (had) this.shelf?.keep(key, null);
    return had;
  }
}
