import { refuse } from '../../platform/graph/refuse.ts';
import { daysBetween } from '../../platform/records/dates.ts';
import type { CertificationStatus } from '../../platform/records/vocabulary.ts';

/** Days before its end from which a certification counts as expiring, unless the client says otherwise. */
export const DEFAULT_WINDOW_DAYS = 90;
const LONGEST_WINDOW_DAYS = 3_650;

/** @throws GraphQLError BAD_USER_INPUT for a window that is no number of days */
export function checkWindow(days: number): number {
  if (!Number.isInteger(days) || days < 0 || days > LONGEST_WINDOW_DAYS) {
    refuse('expiringWithinDays', `must be a whole number from 0 to ${LONGEST_WINDOW_DAYS}, not ${days}`);
  }
  return days;
}

/**
 * The status on a day. A certification holds through its last day; without an end it does not run out.
 * @param windowDays days before the end from which it counts as expiring
 */
export function certificationStatus(
  certification: { readonly revoked: boolean; readonly expiresOn: string | null },
  today: string,
  windowDays: number,
): CertificationStatus {
  if (certification.revoked) return 'REVOKED';
  if (certification.expiresOn === null) return 'ACTIVE';
  const left = daysBetween(today, certification.expiresOn);
  if (left < 0) return 'EXPIRED';
  return left <= windowDays ? 'EXPIRING' : 'ACTIVE';
}
