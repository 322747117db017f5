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
  readonly queries = new Map<string, StoredQuery>();
  private readonly byId = new Map<string, Report>();
  private readonly clock: ReportClock;
  private serial = 0;

  constructor(owner: DatasetOwner, clock: ReportClock) {
    this.owner = owner;
    this.clock = clock;
    this.queries.set(PROFILE_QUERY.id, { ...PROFILE_QUERY, createdAt: owner.startedAt });
  }

  newId(kind: string): string {
    this.serial += 1;
    return seededGuid(this.owner.seed, kind, this.owner.index, this.serial);
  }

  add(report: Report): void {
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
    advance(report, this.clock.now(), () => this.newId('execution'));
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
