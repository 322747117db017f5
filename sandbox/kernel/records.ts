import type { Shelf } from './archive/archive.ts';
import { KeptMap } from './archive/kept-map.ts';
import { deepMerge } from './json.ts';
import type { JsonObject } from './json.ts';

/**
 * Records of one kind, each under the id it was made with. The id stays the key even where a change gives the record
 * another one, or one of a wrong type.
 */
export class Records {
  private readonly documents: KeptMap<JsonObject>;

  /** @param shelf where changes of the seeded records are kept */
  constructor(shelf: Shelf, seeded: Iterable<readonly [id: string, document: JsonObject]> = []) {
    this.documents = new KeptMap(seeded).keepOn(shelf);
  }

  /** In the order in which they were made. */
  all(): readonly JsonObject[] {
    return [...this.documents.values()];
  }

  /** The ids under which the records are found, in the same order. */
  ids(): readonly string[] {
    return [...this.documents.keys()];
  }

  find(id: string): JsonObject | null {
    return this.documents.get(id) ?? null;
  }

  /** Adds a seeded record; one that was changed or removed in an earlier run stays so. */
  seed(id: string, document: JsonObject): void {
    this.documents.seed(id, document);
  }

  put(id: string, document: JsonObject): JsonObject {
    this.documents.set(id, document);
    return document;
  }

  /** Lays values over a record. @returns the record after the change, or null when there is none */
  set(id: string, values: JsonObject): JsonObject | null {
    const document = this.documents.get(id);
    return document ? this.put(id, deepMerge(document, values)) : null;
  }

  remove(id: string): JsonObject | null {
    const document = this.documents.get(id) ?? null;
    this.documents.delete(id);
    return document;
  }
}
