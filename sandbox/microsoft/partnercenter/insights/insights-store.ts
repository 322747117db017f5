import type { Archive, Shelf } from '../../../kernel/archive/archive.ts';
import { KeptMap } from '../../../kernel/archive/kept-map.ts';
import { delimited } from '../../common/csv.ts';
import { seededGuid } from '../../common/seeded.ts';
import type { BlobFile } from '../../blob/blob-host.ts';
import type { DatasetOwner } from './datasets/dataset.ts';
import { advance, finishedAt } from './report.ts';
import type { Execution, Report, ReportClock } from './report.ts';
import { checkedQuery } from './query/checked-query.ts';
import { runQuery } from './query/run-query.ts';
import { periodOf } from './query/timespan.ts';

/** A stored query. */
export interface StoredQuery {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly query: string;
  readonly type: 'userDefined' | 'system';
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The system query of the dataset Profile `[PCD insights-programmatic-system-queries.md]`. */
const PROFILE_QUERY: Omit<StoredQuery, 'createdAt'> = {
  id: 'e65f3a4f-fb99-4319-97ff-59e57566a871',
  name: 'Profile',
  description: 'Hierarchy of the partner',
  query:
    'SELECT MPNId,PartnerName,PGA_MPNId,PGA_PartnerName,City,Country,HierarchyLevel FROM Profile TIMESPAN LAST_6_MONTHS',
  type: 'system',
  user: 'System',
};

/** Queries, reports and executions of one tenant. */
export class InsightsStore {
  readonly owner: DatasetOwner;
  readonly queries = new KeptMap<StoredQuery>();
  private readonly byId = new KeptMap<Report>();
  private readonly serials = new KeptMap<number>();
  private readonly clock: ReportClock;

  constructor(owner: DatasetOwner, clock: ReportClock & { readonly archive: Archive }) {
    this.owner = owner;
    this.clock = clock;
    this.queries.set(PROFILE_QUERY.id, { ...PROFILE_QUERY, createdAt: owner.startedAt });
    const shelf = (name: string): Shelf => clock.archive.shelf(`microsoft/${owner.index}/insights/${name}`);
    this.queries.keepOn(shelf('queries'));
    this.byId.keepOn(shelf('reports'));
    this.serials.keepOn(shelf('serials'));
  }

  newId(kind: string): string {
    const serial = (this.serials.get('id') ?? 0) + 1;
    this.serials.set('id', serial);
    return seededGuid(this.owner.seed, kind, this.owner.index, serial);
  }

  /** Adds a report, or stores one that was changed. */
  save(report: Report): void {
    this.byId.set(report.id, report);
    this.catchUp(report);
  }

  /** The reports, each brought up to the present. */
  reports(): readonly Report[] {
    const reports = [...this.byId.values()];
    for (const report of reports) this.catchUp(report);
    return reports;
  }

  report(id: string): Report | null {
    const report = this.byId.get(id.toLowerCase()) ?? null;
    if (report) this.catchUp(report);
    return report;
  }

  /** Removes a report together with its executions. */
  removeReport(id: string): void {
    this.byId.delete(id.toLowerCase());
  }

  /** The file of a completed execution by its name (`<executionId>.csv`), or null. */
  file(name: string): BlobFile | null {
    for (const report of this.reports()) {
      const execution = report.executions.find((one) => `${one.id}.${report.format}` === name);
      if (execution && finishedAt(execution, this.clock) <= this.clock.now()) return this.write(report, execution);
    }
    return null;
  }

  private catchUp(report: Report): void {
    const next = report.nextRunAt;
    advance(report, this.clock.now(), () => this.newId('execution'));
    if (report.nextRunAt !== next) this.byId.set(report.id, report);
  }

  private write(report: Report, execution: Execution): BlobFile {
    const query = checkedQuery(report.query.query);
    const rows = runQuery(query, {
      owner: this.owner,
      period: report.period ?? periodOf(query.timespan, finishedAt(execution, this.clock)),
      redacted: report.redacted,
    });
    const text = delimited([query.columns, ...rows], report.format === 'csv' ? ',' : '\t');
    return { type: report.format === 'csv' ? 'text/csv' : 'text/tab-separated-values', bytes: Buffer.from(text) };
  }
}
