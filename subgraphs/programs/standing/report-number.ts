import { auditEffect } from '../../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { writeAsViewer } from '../../../platform/graph/write-as.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { loadMembership } from '../loaders.ts';
import { programOfRow } from '../progress/membership-progress.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { MembershipRow } from '../store.ts';
import { fitErrors, formErrors, reportable } from './check-report.ts';
import type { ReportedNumberInput } from './report-types.ts';
import { otherReports, saveReportedNumber, type ReportedNumber } from './reports.ts';

/** Days of which a requirement of one membership may have a number: more than a year of daily ones. */
const MOST_REPORTS = 400;

/** The membership that a number was reported for, where it is the viewer's, and what stood in the way. */
export interface Reported {
  readonly row: MembershipRow | null;
  readonly errors: readonly VendorFieldError[];
}

const NO_MEMBERSHIP = fieldError(
  '/input/membership',
  'NOT_FOUND',
  'must be the id of one of your memberships; there is none of this id',
);

function tooMany(count: number): VendorFieldError {
  const message = `must have fewer than ${MOST_REPORTS} reported numbers, not ${count}; report for a day that has one already`;
  return fieldError('/input/requirement', 'OUT_OF_RANGE', message);
}

/** @returns what stands in the way of one more number; null when it is stored */
async function store(
  context: GraphContext,
  input: ReportedNumberInput,
  report: Omit<ReportedNumber, 'now'>,
): Promise<VendorFieldError | null> {
  return writeAsViewer(context, async (trx, now) => {
    const others = await otherReports(trx, report);
    if (others >= MOST_REPORTS) return tooMany(others);
    await saveReportedNumber(trx, { ...report, now });
    const { requirement, since, amount, currency = null } = input;
    await auditEffect(trx, { target: input.membership, detail: { requirement, since, amount, currency } });
    return null;
  });
}

/** Stores a number that the viewer's partner reports for one of its own memberships; with errors nothing is stored. */
export async function reportNumber(context: GraphContext, input: ReportedNumberInput): Promise<Reported> {
  const found = await loadMembership(context, rowIdOf('Membership', input.membership));
  // One that is another's is none, also for whom it is shared with.
  const row = found?.partner_id === context.viewer.partnerId ? found : null;
  const errors = formErrors(input, utcDate(context.services.clock.now()));
  if (row === null) return { row, errors: [NO_MEMBERSHIP, ...errors] };
  const rules = await rulesOf(context, programOfRow(context, row));
  const all = [...errors, ...fitErrors(input, reportable(rules, row.portfolio))];
  if (all.length > 0) return { row, errors: all };
  const error = await store(context, input, {
    partnerId: row.partner_id,
    vendorId: row.vendor_id,
    program: row.program,
    portfolio: row.portfolio,
    key: input.requirement,
    amount: input.amount,
    from: input.since,
    source: input.source.trim(),
  });
  return { row, errors: error ? [error] : [] };
}
