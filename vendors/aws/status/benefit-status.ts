import type { BenefitStatus } from '../../../platform/records/vocabulary.ts';

type StatusTable = Readonly<Record<string, BenefitStatus>>;

/** Entry of the benefits catalogue `[M-ben BenefitStatus]`. The guide also knows DEPRECATED, which may still be held. */
export const CATALOGUE_STATUS: StatusTable = {
  ACTIVE: 'AVAILABLE',
  INACTIVE: 'LAPSED',
};

/** Allocation: what the partner has been granted `[M-ben BenefitAllocationStatus]`. */
export const ALLOCATION_STATUS: StatusTable = {
  ACTIVE: 'PRE_APPROVED',
  FULFILLED: 'PAID',
  INACTIVE: 'LAPSED',
};

/** Application: what the partner has asked for `[M-ben BenefitApplicationStatus]`. */
export const APPLICATION_STATUS: StatusTable = {
  PENDING_SUBMISSION: 'AVAILABLE',
  IN_REVIEW: 'REQUESTED',
  ACTION_REQUIRED: 'ACTION_REQUIRED',
  APPROVED: 'PRE_APPROVED',
  REJECTED: 'REJECTED',
  CANCELED: 'LAPSED',
};

/** Reads a status by its table; a word that is not in it gives UNKNOWN. */
export function readBenefitStatus(table: StatusTable, raw: string | null): BenefitStatus {
  const key = (raw ?? '').trim().toUpperCase();
  return Object.hasOwn(table, key) ? (table[key] ?? 'UNKNOWN') : 'UNKNOWN';
}
