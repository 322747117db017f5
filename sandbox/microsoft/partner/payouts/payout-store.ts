import { strToU8, zipSync } from 'fflate';
import type { Archive, Shelf } from '../../../kernel/archive/archive.ts';
import { KeptMap } from '../../../kernel/archive/kept-map.ts';
import type { BlobFile } from '../../blob/blob-host.ts';
import { delimited } from '../../common/csv.ts';
import { seededGuid } from '../../common/seeded.ts';
import type { Filter } from '../odata/filter.ts';
import { matchesFilter } from '../odata/match-filter.ts';
import { earningsOf } from './earnings.ts';
import type { EarningsOwner } from './earnings.ts';
import { PAYOUT_COLUMNS } from './payout-kinds.ts';
import type { PayoutKind } from './payout-kinds.ts';

export interface PayoutExport {
  readonly id: string;
  readonly kind: PayoutKind;
  readonly filterText: string | null;
  readonly filter: Filter | null;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
}

/** The export requests of one tenant. */
export class PayoutStore {
  private readonly exports = new KeptMap<PayoutExport>();
  private readonly serials = new KeptMap<number>();
  private readonly owner: EarningsOwner;

  constructor(owner: EarningsOwner, archive: Archive) {
    this.owner = owner;
    const shelf = (name: string): Shelf => archive.shelf(`microsoft/${owner.index}/payouts/${name}`);
    this.exports.keepOn(shelf('exports'));
    this.serials.keepOn(shelf('serials'));
  }

  add(request: Omit<PayoutExport, 'id'>): PayoutExport {
    const serial = (this.serials.get('export') ?? 0) + 1;
    this.serials.set('export', serial);
    const id = seededGuid(this.owner.seed, 'export', this.owner.index, serial);
    const stored = { ...request, id };
    this.exports.set(id, stored);
    return stored;
  }

  find(kind: PayoutKind, id: string): PayoutExport | null {
    const found = this.exports.get(id);
    return found?.kind === kind ? found : null;
  }

  remove(id: string): void {
    this.exports.delete(id);
  }

  /** The zip of an export by its file name, or null when there is no such export. */
  file(name: string): BlobFile | null {
    const found = this.exports.get(name.replace(/\.zip$/, ''));
    return found ? { type: 'application/zip', bytes: this.zip(found) } : null;
  }

  private zip(request: PayoutExport): Buffer {
    const columns = PAYOUT_COLUMNS[request.kind];
    const { filter } = request;
    const rows = earningsOf(this.owner, request.kind)
      .filter((row) => filter === null || matchesFilter(filter, row))
      .map((row) => columns.map(([, member]) => String(row[member] ?? '')));
    const csv = delimited([columns.map(([header]) => header), ...rows], ',');
    return Buffer.from(zipSync({ [`${request.kind}.csv`]: strToU8(csv) }, { mtime: request.requestedAt }));
  }
}
