import { deepMerge } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';

/**
 * Records of one kind, each under the id it was made with. The id stays the key even where a change gives the record
 * another one, or one of a wrong type.
 */
export class Records {
  private readonly documents: Map<string, JsonObject>;

  constructor(seeded: Iterable<readonly [id: string, document: JsonObject]> = []) {
    this.documents = new Map(seeded);
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
