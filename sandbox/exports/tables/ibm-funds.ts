import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';
import { requestsOn, type FundRequest } from './fund-requests.ts';
import { ibmIncentives } from './ibm.ts';

/** Modelled: no word for the state of a request is known. */
const STATES: Readonly<Record<FundRequest['state'], string>> = {
  SUBMITTED: 'Under Review',
  APPROVED: 'Approved',
  CLAIMED: 'Claim in Review',
  PAID: 'Paid',
  REJECTED: 'Rejected',
};

/** The incentives that are money for activities; the others are earned or given. */
const ASKED_FOR: readonly string[] = ['Co-marketing', 'Business development fund'];

const COLUMNS = [
  'Request Number',
  'Incentive ID',
  'Activity',
  'Request Status',
  'Amount Requested',
  'Amount Approved',
  'Amount Claimed',
  'Amount Paid',
  'Currency',
  'Activity Date',
  'Claim By',
  'Report Date',
] as const;

/** Requests for co-marketing and business development money. */
export function ibmFunds(order: TableOrder): Table {
  const { seed, partner, asOf } = order;
  const random = new SeededRandom(`${seed}:exports:ibm:fund:${partner.index}`);
  const requests = ibmIncentives(order)
    .filter(({ kind }) => ASKED_FOR.includes(kind))
    .flatMap((incentive) => requestsOn(incentive, random));
  const rows = requests.map(({ fund, activity, state, requested, approved, claimed, paid, on }, at) => ({
    'Request Number': `CMR-${String(partner.index).padStart(3, '0')}${String(at + 1).padStart(5, '0')}`,
    'Incentive ID': fund.id,
    Activity: activity,
    'Request Status': STATES[state],
    'Amount Requested': amount(requested),
    'Amount Approved': approved === null ? null : amount(approved),
    'Amount Claimed': claimed === null ? null : amount(claimed),
    'Amount Paid': paid === null ? null : amount(paid),
    Currency: fund.currency,
    'Activity Date': day(on),
    'Claim By': day(fund.claimBy),
    'Report Date': day(asOf),
  }));
  return tableOf('Fund Requests', COLUMNS, rows);
}
