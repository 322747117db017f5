import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';
import { dellStatement } from './dell.ts';
import { requestsOn, type FundRequest } from './fund-requests.ts';

/** Words for the steps that Dell's policy names: plan, approval beforehand, execution, claim with proof `[dell.md 5]`. */
const STATES: Readonly<Record<FundRequest['state'], string>> = {
  SUBMITTED: 'Submitted',
  APPROVED: 'Pre-approved',
  CLAIMED: 'Claim Submitted',
  PAID: 'Paid',
  REJECTED: 'Rejected',
};

/** Of what an activity costs, at most half is refunded `[dell.md 5]`. */
const SHARE = 0.5;

const COLUMNS = [
  'Request ID',
  'Fund ID',
  'Activity',
  'Request Status',
  'Total Projected Cost',
  'MDF Requested',
  'MDF Approved',
  'Claimed Amount',
  'Paid Amount',
  'Currency',
  'Activity Date',
  'Claim Deadline',
  'Report Date',
] as const;

/** Requests for development funds; rebates are not asked for. */
export function dellFunds(order: TableOrder): Table {
  const { seed, partner, asOf } = order;
  const random = new SeededRandom(`${seed}:exports:dell:fund:${partner.index}`);
  const requests = dellStatement(order)
    .filter(({ type }) => type !== 'Rebate')
    .flatMap((line) => requestsOn(line, random));
  const rows = requests.map(({ fund, activity, state, requested, approved, claimed, paid, on }, at) => ({
    'Request ID': `MR-${partner.index}-${String(at + 1).padStart(4, '0')}`,
    'Fund ID': fund.id,
    Activity: activity,
    'Request Status': STATES[state],
    'Total Projected Cost': amount(requested / SHARE),
    'MDF Requested': amount(requested),
    'MDF Approved': approved === null ? null : amount(approved),
    'Claimed Amount': claimed === null ? null : amount(claimed),
    'Paid Amount': paid === null ? null : amount(paid),
    Currency: fund.currency,
    'Activity Date': day(on),
    'Claim Deadline': day(fund.claimBy),
    'Report Date': day(asOf),
  }));
  return tableOf('MDF Requests', COLUMNS, rows);
}
