import type { JsonObject } from '../../common/json.ts';
import { expireIfDue } from './expiry.ts';
import { Stamps } from './stamps.ts';
import { engagementOf, idOf } from './stored-referral.ts';
import type { StoredReferral } from './stored-referral.ts';

export interface ReferralStoreOptions {
  readonly seed: number;
  /** The partner's index. */
  readonly tenant: number;
  readonly now: () => number;
}

/** The referrals of one tenant, its own and Microsoft's side of the shared ones. */
export class ReferralStore {
  readonly stamps: Stamps;
  private readonly records = new Map<string, StoredReferral>();
  private readonly now: () => number;

  constructor(options: ReferralStoreOptions, seeded: readonly StoredReferral[]) {
    this.now = options.now;
    this.stamps = new Stamps(options.seed, options.tenant, options.now);
    for (const record of seeded) this.insert(record);
  }

  /** All records, those whose time is over already expired. */
  all(): readonly StoredReferral[] {
    const now = this.now();
    const records = [...this.records.values()];
    for (const record of records) expireIfDue(record, now, this.stamps);
    return records;
  }

  find(id: string): StoredReferral | null {
    const record = this.records.get(id.toLowerCase()) ?? null;
    if (record) expireIfDue(record, this.now(), this.stamps);
    return record;
  }

  ofEngagement(engagementId: string): readonly StoredReferral[] {
    return this.all().filter((record) => engagementOf(record) === engagementId);
  }

  insert(record: StoredReferral): StoredReferral {
    this.records.set(idOf(record).toLowerCase(), record);
    return record;
  }

  /** Stores a changed document: a new eTag and a later updatedDateTime with every write. */
  commit(record: StoredReferral, document: JsonObject): StoredReferral {
    record.document = { ...document, updatedDateTime: this.stamps.instant(), eTag: this.stamps.eTag() };
    return record;
  }

  remove(id: string): boolean {
    return this.records.delete(id.toLowerCase());
  }
}
