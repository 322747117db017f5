import { addDecimals } from '../../../platform/records/decimal.ts';
import { fold } from '../wire/texts.ts';
import type { EarningRow } from './earning-rows.ts';

/** Earnings of one program, kind, currency and month, summed. */
export interface Earnings {
  /** The same in every export: made of the four things that the sum is taken over. */
  readonly id: string;
  readonly program: string;
  readonly subType: string;
  readonly currency: string;
  readonly month: string;
  readonly rows: number;
  /** Exact sum of all rows; null when one of them has no readable amount. */
  readonly total: string | null;
  /** Exact sum of the rows of each payout status. */
  readonly byPayoutStatus: Readonly<Record<string, string>>;
}

/** Sums rows, ordered by id. A sum with an unreadable row is no sum: `total` says so. */
export function sumEarnings(rows: readonly EarningRow[]): Earnings[] {
  const groups = Map.groupBy(rows, earningsId);
  return [...groups].map(([id, group]) => sumGroup(id, group)).sort((left, right) => (left.id < right.id ? -1 : 1));
}

function sumGroup(id: string, group: readonly EarningRow[]): Earnings {
  const [first] = group;
  if (!first) throw new Error('a group of earnings has at least one row');
  const amounts = group.map((row) => row.amount).filter((amount) => amount !== null);
  const byStatus = Map.groupBy(group, (row) => row.payoutStatus);
  return {
    id,
    program: first.program,
    subType: first.subType,
    currency: first.currency,
    month: first.month,
    rows: group.length,
    total: amounts.length === group.length ? addDecimals(amounts) : null,
    byPayoutStatus: Object.fromEntries(
      [...byStatus].map(([status, members]) => [status, addDecimals(members.map((row) => row.amount ?? '0'))]),
    ),
  };
}

function earningsId(row: EarningRow): string {
  return [row.month, row.subType, row.currency, fold(row.program)].join('|');
}
