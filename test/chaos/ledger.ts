import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';

/** A registration that was submitted. */
export interface Submission {
  readonly dealId: string;
  readonly vendor: string;
}

/** What became of the submissions of one vendor. */
export interface LedgerLine {
  readonly vendor: string;
  readonly submissions: number;
  /** Records at the vendor that carry the number of a submission. */
  readonly records: number;
  readonly duplicates: readonly string[];
  /** Submissions without a record. */
  readonly lost: readonly string[];
  /** Told as done although the vendor has no record, or has it under another number. */
  readonly falselyDone: readonly string[];
  /** Not ended, or ended other than well. */
  readonly unfinished: readonly string[];
  readonly attempts: number;
  /** Calls whose outcome nobody knew at the time. */
  readonly unknown: number;
}

interface CreatedRecord {
  readonly type: string;
  readonly id: string;
  readonly externalId: string | null;
}

interface DealState {
  readonly id: string;
  readonly remote_id: string;
  readonly state: string;
}

/** Holds what the vendors have against what was submitted and what we believe. */
export async function readLedger(
  house: { readonly database: Database; readonly origin: string; readonly partners: readonly string[] },
  submissions: readonly Submission[],
): Promise<LedgerLine[]> {
  const { database, origin, partners } = house;
  const states = new Map<string, DealState>();
  const attempts = new Map<string, { calls: number; unknown: number }>();
  for (const partnerId of partners) {
    const scope = { role: 'partnergraph_sync', partnerId, now: new Date(), statementTimeoutMs: 0 } as const;
    await inTenantTransaction(database.kysely, scope, async (trx) => {
      const { rows } = await sql<DealState>`
        select deal.id, deal.remote_id, operation.state from deal
        join operation on operation.target_id = deal.id and operation.kind = 'SUBMIT_DEAL'
        where operation.partner_id = ${partnerId}`.execute(trx);
      for (const row of rows) states.set(row.id, row);
      const counted = await sql<{ vendor_id: string; calls: number; unknown: number }>`
        select vendor_id, count(*)::int as calls,
          count(*) filter (where outcome = 'unknown' or outcome is null)::int as unknown
        from vendor_attempt join operation on operation.id = operation_id group by vendor_id`.execute(trx);
      for (const row of counted.rows) {
        const before = attempts.get(row.vendor_id) ?? { calls: 0, unknown: 0 };
        attempts.set(row.vendor_id, { calls: before.calls + row.calls, unknown: before.unknown + row.unknown });
      }
    });
  }
  const lines: LedgerLine[] = [];
  for (const vendor of ['aws', 'microsoft']) {
    const response = await fetch(`${origin}/_control/${vendor}/records`);
    const { records } = (await response.json()) as { records: readonly CreatedRecord[] };
    const byNumber = Map.groupBy(records, (record) => record.externalId ?? '');
    const own = submissions.filter((submission) => submission.vendor === vendor).map(({ dealId }) => dealId);
    const recordsOf = (id: string): readonly CreatedRecord[] => byNumber.get(id) ?? [];
    const counted = attempts.get(vendor);
    lines.push({
      vendor,
      submissions: own.length,
      records: own.reduce((sum, id) => sum + recordsOf(id).length, 0),
      duplicates: own.filter((id) => recordsOf(id).length > 1),
      lost: own.filter((id) => recordsOf(id).length === 0),
      falselyDone: own.filter((id) => {
        const deal = states.get(id);
        return deal?.state === 'DONE' && !recordsOf(id).some((record) => record.id === deal.remote_id);
      }),
      unfinished: own.filter((id) => states.get(id)?.state !== 'DONE'),
      attempts: counted?.calls ?? 0,
      unknown: counted?.unknown ?? 0,
    });
  }
  return lines;
}

/** True when every submission has exactly one record, and is told so. */
export function isSound(lines: readonly LedgerLine[]): boolean {
  return lines.every(
    ({ submissions, records, duplicates, lost, falselyDone, unfinished }) =>
      records === submissions && [duplicates, lost, falselyDone, unfinished].every((list) => list.length === 0),
  );
}

/** The ledger as lines of text. */
export function ledgerText(lines: readonly LedgerLine[]): string[] {
  return lines.map(
    (line) =>
      `${line.vendor.padEnd(10)} ${line.submissions} submitted, ${line.records} records, ${line.duplicates.length} duplicates, ` +
      `${line.lost.length} lost, ${line.falselyDone.length} done without a record, ${line.unfinished.length} unfinished; ` +
      `${line.attempts} calls, ${line.unknown} of unknown outcome`,
  );
}
