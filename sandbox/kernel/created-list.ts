import type { Archive } from './archive/archive.ts';
import { KeptMap } from './archive/kept-map.ts';
import type { CreatedRecord } from './stand-in.ts';

/** The records that clients created at one vendor, oldest first; never shortened, also not by a restart. */
export class CreatedList {
  private readonly records = new KeptMap<CreatedRecord>();

  constructor(archive: Archive, vendor: string) {
    this.records.keepOn(archive.shelf(`${vendor}/created`));
  }

  add(record: CreatedRecord): void {
    this.records.set(String(this.records.size), record);
  }

  all(): readonly CreatedRecord[] {
    return [...this.records.values()];
  }
}
