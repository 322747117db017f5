import type { Archive } from '../../../kernel/archive/archive.ts';
import { KeptMap } from '../../../kernel/archive/kept-map.ts';
import type { JsonObject } from '../../common/json.ts';
import { expired } from './expiry.ts';
import { Stamps } from './stamps.ts';
import type { StampOptions } from './stamps.ts';
import { engagementOf, idOf } from './stored-referral.ts';
import type { StoredReferral } from './stored-referral.ts';

export interface ReferralStoreOptions extends StampOptions {
  readonly archive: Archive;
}

const keyOf = (id: string): string => id.toLowerCase();

/** The referrals of one tenant, its own and Microsoft's side of the shared ones. */
export class ReferralStore {
  readonly stamps: Stamps;
  private readonly records: KeptMap<StoredReferral>;
  private readonly now: () => number;

  constructor(options: ReferralStoreOptions, seeded: readonly StoredReferral[]) {
    const { archive, tenant, now } = options;
    const place = `microsoft/${tenant}/referrals`;
    this.now = now;
    this.stamps = new Stamps(options, archive.shelf(`${place}/stamps`));
    this.records = new KeptMap(seeded.map((record) => [keyOf(idOf(record)), record] as const));
    this.records.keepOn(archive.shelf(place));
  }

  /** All records, those whose time is over already expired. */
  all(): readonly StoredReferral[] {
    const records = [...this.records.values()];
    for (const record of records) this.catchUp(record);
    return records;
  }

  find(id: string): StoredReferral | null {
    const record = this.records.get(keyOf(id)) ?? null;
    if (record) this.catchUp(record);
    return record;
  }

  ofEngagement(engagementId: string): readonly StoredReferral[] {
    return this.all().filter((record) => engagementOf(record) === engagementId);
  }

  insert(record: StoredReferral): StoredReferral {
    this.records.set(keyOf(idOf(record)), record);
    return record;
  }

  /** Stores a changed document: a new eTag and a later updatedDateTime with every write. */
  commit(record: StoredReferral, document: JsonObject): StoredReferral {
    return this.write(record, { ...document, updatedDateTime: this.stamps.instant(), eTag: this.stamps.eTag() });
  }

  /** Stores a document as it is. */
  write(record: StoredReferral, document: JsonObject): StoredReferral {
    record.document = document;
    return this.insert(record);
  }

  setLocked(record: StoredReferral, locked: boolean): void {
    record.locked = locked;
    this.insert(record);
  }

  remove(id: string): boolean {
    return this.records.delete(keyOf(id));
  }

  private catchUp(record: StoredReferral): void {
    const document = expired(record, this.now(), this.stamps);
    if (document) this.write(record, document);
  }
}
