import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';
import { requestsOn, type FundRequest } from './fund-requests.ts';
import { microsoftMoney } from './microsoft.ts';

/** Co-op is not asked for beforehand: what was spent is claimed, and the states are a claim's `[microsoft.md 9]`. */
const STATES: Readonly<Record<FundRequest['state'], string>> = {
  SUBMITTED: 'Under review',
  APPROVED: 'Action required',
  CLAIMED: 'Submitted',
  PAID: 'Approved',
  REJECTED: 'Rejected',
};

const COLUMNS = [
  'Claim ID',
  'Benefit ID',
  'Activity',
  'Claim Status',
  'Claim Amount',
  'Approved Amount',
  'Currency',
  'Activity Date',
  'Claim Deadline',
  'As Of',
] as const;

/** Claims on the co-op funds of the last half-years. */
export function microsoftFunds(order: TableOrder): Table {
  const { seed, partner, asOf } = order;
  const random = new SeededRandom(`${seed}:exports:microsoft:claim:${partner.index}`);
  const claims = microsoftMoney(order)
    .filter(({ type }) => type === 'Co-op')
    .flatMap((fund) => requestsOn(fund, random));
  const rows = claims.map(({ fund, activity, state, requested, paid, on }, at) => ({
    'Claim ID': `CLM-${partner.index}-${at + 1}`,
    'Benefit ID': fund.id,
    Activity: activity,
    'Claim Status': STATES[state],
    'Claim Amount': amount(requested),
    'Approved Amount': paid === null ? null : amount(paid),
    Currency: fund.currency,
    'Activity Date': day(on),
    'Claim Deadline': day(fund.claimBy),
    'As Of': day(asOf),
  }));
  return tableOf('Co-op Claims', COLUMNS, rows);
}
