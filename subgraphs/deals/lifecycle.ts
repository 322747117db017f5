import type { DealStatus } from '../../platform/records/vocabulary.ts';

/** Statuses in which nothing more is decided, and no date can be missed any more. */
export const ENDED_STATUSES: readonly DealStatus[] = [
  'REJECTED',
  'DECLINED',
  'EXPIRED',
  'WITHDRAWN',
  'REVOKED',
  'WON',
  'LOST',
];

/** Statuses that are the vendor's or the customer's decision on a deal. */
export const DECIDED_STATUSES: readonly DealStatus[] = ['APPROVED', 'REJECTED', 'WON', 'LOST'];

/** Statuses in which the vendor has the deal before it or has taken it. */
export const REGISTERED_STATUSES: readonly DealStatus[] = ['SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED'];
