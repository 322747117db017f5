import { sql } from 'kysely';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';

/** A number of a requirement that no source tells: a score, references, fees paid. */
export interface ReportedNumber {
  readonly partnerId: string;
  readonly vendorId: string;
  /** Code of the program. */
  readonly program: string;
  readonly portfolio: string | null;
  /** Key of the requirement. */
  readonly key: string;
  /** Exact decimal, not negative, in the requirement's unit. */
  readonly amount: string;
  /** Calendar date from which it holds, until a later one is reported. */
  readonly from: string;
  /** Who said it, or where it was read: the portal's page, a letter. */
  readonly source: string;
  readonly now: Date;
}

/** Stores a reported number; another one of the same requirement and day is replaced. */
export async function saveReportedNumber(trx: WriteTransaction, report: ReportedNumber): Promise<void> {
  const told = { amount: report.amount, source: report.source, created_at: report.now };
  await trx
    .insertInto('standing_report')
    .values({
      partner_id: report.partnerId,
      vendor_id: report.vendorId,
      area: 'MEMBERSHIP',
      program: report.program,
      portfolio: report.portfolio ?? '',
      key: report.key,
      from_date: report.from,
      ...told,
    })
    .onConflict((conflict) =>
      conflict.columns(['partner_id', 'vendor_id', 'program', 'portfolio', 'key', 'from_date']).doUpdateSet(told),
    )
    .execute();
}

/** How many numbers the requirement of a report has for other days, in the same program and portfolio. */
export async function otherReports(
  trx: WriteTransaction,
  { partnerId, vendorId, program, portfolio, key, from }: Omit<ReportedNumber, 'now'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from standing_report
    where partner_id = ${partnerId} and vendor_id = ${vendorId} and program = ${program}
      and portfolio = ${portfolio ?? ''} and key = ${key} and from_date <> ${from}::date`.execute(trx);
  return rows[0]?.count ?? 0;
}
